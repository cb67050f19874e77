package io.sugang.enrollment.operations;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.reader;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.operations.application.CollectDeadLetters;
import io.sugang.enrollment.operations.application.LetterJobStore;
import io.sugang.enrollment.operations.application.LetterJobWork;
import io.sugang.testing.LocalStack;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Letters and jobs; the test is the worker that receives what is replayed. */
abstract class LetterJobScene {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject CollectDeadLetters collect;
  @Inject LetterJobStore jobs;
  @Inject LetterJobWork work;
  @Inject SqsAsyncClient sqs;

  Letters letters;
  final List<Message> received = new ArrayList<>();

  @BeforeEach
  void empty() throws InterruptedException {
    letters = new Letters(sqs);
    collectNow();
    letters.clear();
    for (Queue queue : Queue.values()) {
      var unused = sqs.purgeQueue(r -> r.queueUrl(url(queue.queueName()))).join();
    }
  }

  int create(String kind, String which) {
    return as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body(
            "{\"kind\":\"%s\",\"letters\":%s,\"rate\":50,\"reason\":\"a test\"}"
                .formatted(kind, which))
        .post("/ops/v1/jobs")
        .then()
        .statusCode(201)
        .body("createdBy", equalTo("operator-1"))
        .extract()
        .path("id");
  }

  static ValidatableResponse change(Object job, String change, int status) {
    return as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"a test\"}")
        .post("/ops/v1/jobs/%s/%s".formatted(job, change))
        .then()
        .statusCode(status);
  }

  static ValidatableResponse show(Object job) {
    return as("operator-1", "operator").get("/ops/v1/jobs/" + job).then().statusCode(200);
  }

  static ValidatableResponse awaitJob(int job, String state) {
    await().atMost(PATIENCE).until(() -> show(job).extract().<String>path("state"), state::equals);
    return show(job);
  }

  /** In the journal and in its dead letter queue, and recorded. */
  void quarantined(String section, long number) throws InterruptedException {
    LineRequest request = Letters.request(section, number);
    Letters.journal(request, "quarantined");
    writer()
        .execute(
            "UPDATE request SET decided_at = '2026-02-09 00:00:02' WHERE number = "
                + request.number());
    letters.file(request, DeadLetterCause.UNKNOWN_SECTION);
    collectNow();
    replicated();
  }

  void file(String section) {
    long number =
        writer().number("SELECT number FROM request WHERE section_id = '%s'".formatted(section));
    letters.file(Letters.request(section, number - (1L << 40)), DeadLetterCause.UNKNOWN_SECTION);
  }

  static void decide(String section) {
    writer()
        .execute(
            "UPDATE request SET state = 'admitted', reason = NULL WHERE section_id = '%s'"
                .formatted(section));
  }

  long failedMail(String section) {
    writer()
        .execute(
            """
            INSERT INTO mail (section_id, number, student_id, kind, state, attempts, since, failure)
            VALUES ('%s', (1 << 40) + 7, '2027010001', 'admitted', 'failed', 1, NOW(3), 'MessageRejected')\
            """
                .formatted(section));
    return writer().number("SELECT id FROM mail WHERE section_id = '%s'".formatted(section));
  }

  Message awaitMessage() {
    List<Message> some =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    sqs.receiveMessage(
                            r ->
                                r.queueUrl(url(Queue.REQUESTS.queueName()))
                                    .messageAttributeNames("All"))
                        .join()
                        .messages(),
                messages -> !messages.isEmpty());
    Message message = some.getFirst();
    var unused =
        sqs.deleteMessage(
                r ->
                    r.queueUrl(url(Queue.REQUESTS.queueName()))
                        .receiptHandle(message.receiptHandle()))
            .join();
    received.add(message);
    return message;
  }

  static String sectionOf(Message message) {
    return message.messageAttributes().get("sugang-section").stringValue();
  }

  long deadLetters() {
    return Long.parseLong(
        sqs.getQueueAttributes(
                r ->
                    r.queueUrl(Letters.deadLettersOf(Queue.REQUESTS))
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .join()
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  static String journaledBody(String section) {
    return Letters.body(
        Letters.request(
            section,
            writer().number("SELECT number FROM request WHERE section_id = '%s'".formatted(section))
                - (1L << 40)));
  }

  void awaitState(String section, String state) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              collectNow();
              return writer()
                  .column(
                      "SELECT state FROM dead_letter WHERE section_id = '%s'".formatted(section));
            },
            List.of(state)::equals);
  }

  static void replicated() {
    await()
        .untilAsserted(
            () -> assertThat(reader().column(EVERYTHING)).isEqualTo(writer().column(EVERYTHING)));
  }

  static final String EVERYTHING =
      "SELECT CONCAT(id, state, returns, cause) FROM dead_letter ORDER BY id";

  void collectNow() throws InterruptedException {
    assertThat(collect.awaitRound(PATIENCE)).isTrue();
  }

  static String url(String queueName) {
    return LocalStack.status().sqs().queueUrls().get(queueName);
  }
}
