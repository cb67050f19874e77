package io.sugang.waitlist.inbound;

import static io.sugang.waitlist.Requests.enroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.waitlist.LocalStack;
import io.sugang.waitlist.Office;
import io.sugang.waitlist.Queues;
import io.sugang.waitlist.application.LineOpener;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** From a message in the real queue to a decision in the real book. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RequestsConsumerIT {

  @Inject SqsAsyncClient sqs;
  @Inject LineOpener opener;

  @BeforeEach
  void open() {
    opener.open();
    var unused = new Queues(sqs).takeDeadLetters(Queue.REQUESTS);
  }

  @Test
  void aMessageBecomesADecisionASeatAndAMailIntentOnTheQueue() {
    SectionId section = Office.freshSection("STA1001", 1);
    List<StudentId> students = Office.students(2);

    send(enroll(section, 2, students.get(1)), enroll(section, 1, students.getFirst()));

    await().until(() -> states(section), List.of("admitted", "refused")::equals);
    await()
        .until(
            () ->
                Office.number(
                    "SELECT COUNT(*) FROM mail WHERE state = 'queued' AND section_id = '"
                        + section.value()
                        + "'"),
            queued -> queued == 2);
  }

  @Test
  void aMessageThatComesTwiceIsDecidedOnce() {
    SectionId section = Office.freshSection("STA1002", 5);
    LineRequest request = enroll(section, 1, Office.students(1).getFirst());
    LineRequest after = enroll(section, 2, Office.students(2).get(1));

    send(request);
    send(request);
    send(request, request);
    send(after);

    await().until(() -> states(section), List.of("admitted", "admitted")::equals);
    assertThat(
            Office.number("SELECT COUNT(*) FROM mail WHERE section_id = '" + section.value() + "'"))
        .isEqualTo(2);
  }

  @Test
  void garbageBecomesADeadLetterWithItsReasonAndHarmsNobody() {
    SectionId section = Office.freshSection("STA1003", 5);
    var queues = new Queues(sqs);

    queues.send(Queue.REQUESTS, "garbage");
    queues.send(Queue.REQUESTS, "{\"type\":\"requests.accepted.v1\"}");
    queues.send(Queue.REQUESTS, "null");
    send(enroll(section, 1, Office.students(1).getFirst()));

    await().until(() -> states(section), List.of("admitted")::equals);
    Map<String, String> letters = new HashMap<>();
    await()
        .until(
            () -> {
              letters.putAll(queues.takeDeadLetters(Queue.REQUESTS));
              return letters.size();
            },
            size -> size == 3);
    assertThat(letters.values()).noneMatch(String::isBlank);
  }

  @Test
  void aRequestThatCannotBeJudgedIsQuarantinedAndTheLineGoesOn() {
    SectionId section = Office.freshSection("STA1004", 5);
    LineRequest unknown = enroll(section, 1, new StudentId("nobody"));

    send(unknown, enroll(section, 2, Office.students(1).getFirst()));

    await().until(() -> states(section), List.of("quarantined", "admitted")::equals);
    Map<String, String> letters = new HashMap<>();
    var queues = new Queues(sqs);
    await()
        .until(
            () -> {
              letters.putAll(queues.takeDeadLetters(Queue.REQUESTS));
              return letters.size();
            },
            size -> size == 1);
    assertThat(letters)
        .containsExactly(
            Map.entry(WireFormat.write(new RequestsAccepted(List.of(unknown))), "unknown-student"));
  }

  @Test
  void aRequestForASectionThatDoesNotExistIsQuarantined() {
    var nowhere = new SectionId("NOWHERE-01");
    Office.execute("DELETE FROM request WHERE section_id = 'NOWHERE-01'");

    send(enroll(nowhere, 1, Office.students(1).getFirst()));

    await().until(() -> states(nowhere), List.of("quarantined")::equals);
  }

  private void send(LineRequest... requests) {
    new Queues(sqs).send(Queue.REQUESTS, WireFormat.write(new RequestsAccepted(List.of(requests))));
  }

  private static List<String> states(SectionId section) {
    return Office.column(
        "SELECT state FROM request WHERE section_id = '%s' ORDER BY number"
            .formatted(section.value()));
  }
}
