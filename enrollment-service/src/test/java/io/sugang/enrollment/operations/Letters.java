package io.sugang.enrollment.operations;

import static io.sugang.testing.Database.writer;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.lifecycle.queue.DeadLetterQueue;
import io.sugang.lifecycle.queue.QueueUrls;
import io.sugang.testing.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Dead letters, and what they tell of, as other services leave them. */
final class Letters {

  static final Instant FIRST_SEEN = Instant.parse("2026-02-09T00:00:01.234Z");
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final SqsAsyncClient sqs;

  Letters(SqsAsyncClient sqs) {
    this.sqs = sqs;
  }

  /** Forgets all letters, jobs, and requests of sections that begin with OPS. */
  void clear() {
    writer().execute("DELETE FROM letter_job_item");
    writer().execute("DELETE FROM letter_job");
    for (Queue queue : Queue.values()) {
      var unused = sqs.purgeQueue(r -> r.queueUrl(deadLettersOf(queue))).join();
    }
    writer().execute("DELETE FROM request WHERE section_id LIKE 'OPS%'");
    writer().execute("DELETE FROM mail WHERE section_id LIKE 'OPS%'");
    writer().execute("DELETE FROM dead_letter");
  }

  static String state(String section) {
    return writer()
        .column("SELECT state FROM dead_letter WHERE section_id = '%s'".formatted(section))
        .getFirst();
  }

  void send(String body, Map<String, String> attributes) {
    var values = new TreeMap<String, MessageAttributeValue>();
    attributes.forEach(
        (name, value) ->
            values.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    var unused =
        sqs.sendMessage(
                r ->
                    r.queueUrl(deadLettersOf(Queue.REQUESTS))
                        .messageBody(body)
                        .messageAttributes(values))
            .join();
  }

  /** One that SQS moved into a dead letter queue. */
  void sendTo(Queue queue, String body) {
    var unused = sqs.sendMessage(r -> r.queueUrl(deadLettersOf(queue)).messageBody(body)).join();
  }

  void file(LineRequest request, DeadLetterCause cause) {
    new DeadLetterQueue(sqs, new QueueUrls(sqs, PATIENCE), Queue.REQUESTS, PATIENCE)
        .file(
            body(request),
            DeadLetter.ofRequest(request, Optional.of(Queue.REQUESTS), cause, 3, FIRST_SEEN));
  }

  static String body(LineRequest request) {
    return WireFormat.write(new RequestsAccepted(List.of(request)));
  }

  static LineRequest request(String section, long counter) {
    return new EnrollRequested(
        new SectionId(section),
        new RequestNumber((1L << 40) + counter),
        new StudentId("2027010001"),
        FIRST_SEEN,
        "00-" + TRACE + "-b7ad6b7169203331-00");
  }

  static void journal(LineRequest request, String state) {
    writer()
        .execute(
            """
            INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state, reason, decided_at)
            VALUES ('%s', %s, '%s', 'enroll', '2026-02-09 00:00:01.234', '%s', '%s', %s, NOW(3))\
            """
                .formatted(
                    request.section().value(),
                    request.number(),
                    request.student().value(),
                    request.traceparent(),
                    state,
                    state.equals("quarantined") ? "'unknown-section'" : "NULL"));
  }

  static String deadLettersOf(Queue queue) {
    return LocalStack.status().sqs().queueUrls().get(queue.deadLetterQueueName());
  }
}
