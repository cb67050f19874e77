package io.sugang.waitlist.inbound;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.mails;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.rule.Requests.enroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.testing.LocalStack;
import io.sugang.testing.Queues;
import io.sugang.testing.TableLock;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.recover.LineOpener;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** From a message in the real queue to a decision in the real database. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RequestsConsumerIT {

  private static final String JOURNALING =
      "SELECT COUNT(*) FROM information_schema.processlist"
          + " WHERE info LIKE '%request%' AND state LIKE 'Waiting for table%'";

  @Inject SqsAsyncClient sqs;
  @Inject LineOpener opener;
  @Inject RedisDataSource redis;

  @BeforeEach
  void open() {
    opener.open();
    var unused = new Queues(sqs).takeDeadLetters(Queue.REQUESTS);
  }

  @Test
  void aMessageBecomesADecisionASeatAndAMailIntentOnTheQueue() {
    SectionId section = University.freshSection("STA1001", 1);
    List<StudentId> students = University.students(2);

    send(enroll(section, 2, students.get(1)), enroll(section, 1, students.getFirst()));

    await().until(() -> states(section), List.of("admitted", "refused")::equals);
    await()
        .until(
            () ->
                writer()
                    .number(
                        "SELECT COUNT(*) FROM mail WHERE state = 'queued' AND section_id = '"
                            + section.value()
                            + "'"),
            queued -> queued == 2);
  }

  @Test
  void aMessageThatComesTwiceIsDecidedOnce() {
    SectionId section = University.freshSection("STA1002", 5);
    LineRequest request = enroll(section, 1, student(0));
    LineRequest after = enroll(section, 2, student(1));

    send(request);
    send(request);
    send(request, request);
    send(after);

    await().until(() -> states(section), List.of("admitted", "admitted")::equals);
    assertThat(mails(section)).isEqualTo(2);
  }

  /** Whoever acknowledged before would lose what a crash takes from the process. */
  @Test
  void aMessageStaysInTheQueueUntilTheJournalHasIt() {
    SectionId section = University.freshSection("STA3009", 5);
    var queues = new Queues(sqs);
    await().until(() -> queues.inFlight(Queue.REQUESTS) == 0);

    try (TableLock held = writer().lock("request")) {
      send(enroll(section, 1, student(0)));
      await().until(() -> writer().number(JOURNALING) > 0);
      assertThat(queues.inFlight(Queue.REQUESTS)).isEqualTo(1);
      held.letGo();
      await().until(() -> states(section), List.of("admitted")::equals);
    }
    await().until(() -> queues.inFlight(Queue.REQUESTS) == 0);
  }

  /** Nobody can be decided then, and Redis knows nobody any more: what is left is the message. */
  @Test
  void aWipeBetweenWakingAndJournalingLosesNobody() {
    SectionId section = University.freshSection("STA3010", 5);
    var unused = redis.execute("FLUSHALL");

    send(enroll(section, 1, student(0)));

    await().until(() -> states(section), states -> !states.isEmpty());
    await()
        .until(
            () -> {
              opener.open();
              return states(section);
            },
            List.of("admitted")::equals);
  }

  @Test
  void garbageBecomesADeadLetterWithItsReasonAndHarmsNobody() {
    SectionId section = University.freshSection("STA1003", 5);
    var queues = new Queues(sqs);

    queues.send(Queue.REQUESTS, "garbage");
    queues.send(Queue.REQUESTS, "{\"type\":\"requests.accepted.v1\"}");
    queues.send(Queue.REQUESTS, "null");
    send(enroll(section, 1, student(0)));

    await().until(() -> states(section), List.of("admitted")::equals);
    Map<String, DeadLetter> letters = queues.awaitDeadLetters(Queue.REQUESTS, 3);
    assertThat(letters.values())
        .extracting(DeadLetter::cause)
        .containsOnly(DeadLetterCause.UNREADABLE);
    assertThat(letters.values()).extracting(DeadLetter::detail).noneMatch(String::isBlank);
  }

  @Test
  void aRequestThatCannotBeJudgedIsQuarantinedAndTheLineGoesOn() {
    SectionId section = University.freshSection("STA1004", 5);
    LineRequest unknown = enroll(section, 1, new StudentId("nobody"));

    send(unknown, enroll(section, 2, student(0)));

    await().until(() -> states(section), List.of("quarantined", "admitted")::equals);
    Map<String, DeadLetter> letters = new Queues(sqs).awaitDeadLetters(Queue.REQUESTS, 1);
    assertThat(letters).containsOnlyKeys(WireFormat.write(new RequestsAccepted(List.of(unknown))));
    assertThat(letters.values())
        .extracting(DeadLetter::cause)
        .containsExactly(DeadLetterCause.UNKNOWN_STUDENT);
  }

  @Test
  void aRequestForASectionThatDoesNotExistIsQuarantined() {
    var nowhere = new SectionId("NOWHERE-01");
    writer().execute("DELETE FROM request WHERE section_id = 'NOWHERE-01'");

    send(enroll(nowhere, 1, student(0)));

    await().until(() -> states(nowhere), List.of("quarantined")::equals);
  }

  /** As the AWS CLI's move task does it: body and attributes as they were. */
  @Test
  void aLetterThatIsMovedBackAfterItsStudentWasAddedIsDecided() {
    SectionId section = University.freshSection("CHE1002", 5);
    var late = new StudentId("9999000002");
    var queues = new Queues(sqs);
    send(enroll(section, 1, late));
    Map<String, DeadLetter> letters = queues.awaitDeadLetters(Queue.REQUESTS, 1);

    writer()
        .execute(
            """
            INSERT INTO student (id, name_ko, name_en, email, language, year, department_id, max_credits)
            SELECT '%s', name_ko, name_en, email, language, year, department_id, max_credits FROM student LIMIT 1\
            """
                .formatted(late.value()));
    letters.forEach((body, letter) -> queues.moveBack(Queue.REQUESTS, body, letter));

    await().until(() -> states(section), List.of("admitted")::equals);
    writer().execute("DELETE FROM enrollment WHERE student_id = '9999000002'");
    writer().execute("DELETE FROM student WHERE id = '9999000002'");
  }

  /** As long as there is no such section, the letter comes back; nothing vanishes. */
  @Test
  void aLetterThatIsMovedBackComesBackUntilItsSectionIsThere() {
    var section = new SectionId("LATER-01");
    writer().execute("DELETE FROM request WHERE section_id = 'LATER-01'");
    var queues = new Queues(sqs);
    send(enroll(section, 1, student(0)));
    Map<String, DeadLetter> letters = queues.awaitDeadLetters(Queue.REQUESTS, 1);

    letters.forEach((body, letter) -> queues.moveBack(Queue.REQUESTS, body, letter));
    Map<String, DeadLetter> again = queues.awaitDeadLetters(Queue.REQUESTS, 1);

    assertThat(again).isEqualTo(letters);
    writer()
        .execute(
            """
            INSERT INTO section (id, term_id, course_id, teacher_ko, teacher_en, capacity)
            SELECT 'LATER-01', term_id, course_id, teacher_ko, teacher_en, 5 FROM section WHERE id = 'CHE1003-01'\
            """);
    again.forEach((body, letter) -> queues.moveBack(Queue.REQUESTS, body, letter));
    await().until(() -> states(section), List.of("waiting")::equals);
    opener.open();
    send(enroll(section, 2, student(1)));
    await().until(() -> states(section), List.of("admitted", "admitted")::equals);
    for (String table : List.of("enrollment", "mail", "mail_batch", "request", "line_opened")) {
      writer().execute("DELETE FROM %s WHERE section_id = 'LATER-01'".formatted(table));
    }
    writer().execute("DELETE FROM section WHERE id = 'LATER-01'");
  }

  private void send(LineRequest... requests) {
    new Queues(sqs).send(Queue.REQUESTS, WireFormat.write(new RequestsAccepted(List.of(requests))));
  }
}
