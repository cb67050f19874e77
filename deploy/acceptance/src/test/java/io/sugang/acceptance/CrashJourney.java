package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.testing.TableLock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Processes are killed with -9 at the moments that matter. Real locks and pauses hold them there:
 * nothing in the services knows of these tests.
 */
class CrashJourney {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FIRST = "gateway-service";
  private static final String SECOND = "gateway-service-2";
  private static final String WORKER = "waitlist-service";

  private static RunningSystem system;

  @BeforeAll
  static void start() {
    system = RunningSystem.start("crash", 100, "--gateways=2", "--restart");
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  /** Whatever the last test killed is there again. */
  @BeforeEach
  void awaitReady() {
    for (String name : List.of(FIRST, SECOND, WORKER)) {
      await().atMost(PATIENCE).until(() -> system.isReady(name));
    }
  }

  @Test
  void aWorkerThatDiesBetweenCommitAndTellingTheLineIsFinishedByTheNext() throws Exception {
    String student = system.student(0);
    String id;
    try (TableLock lock = system.writer().lock("mail_batch")) {
      // The mail intent is the last thing that a decision writes.
      id = accepted(system.enroll(FIRST, student, "PHY1001-01"));
      system.awaitBlocked("INSERT INTO mail_batch%");
      system.redis("CLIENT", "PAUSE", "60000", "WRITE");
      try {
        lock.letGo();
        await()
            .pollInterval(Duration.ofMillis(10))
            .atMost(PATIENCE)
            .until(() -> states("PHY1001-01"), List.of("admitted")::equals);
        // Asked itself: a gateway that waits behind the pause would tell what the journal says.
        String waiting = system.redis("ZCARD", new LineKeys(new SectionId("PHY1001-01")).line());
        assertThat(waiting).as("the line was not updated").isEqualTo("1");

        system.killAndAwaitEnd(WORKER);
      } finally {
        system.redis("CLIENT", "UNPAUSE");
      }
    }

    await().atMost(PATIENCE).until(() -> state(SECOND, student, id), "admitted"::equals);
    assertOneSeat("PHY1001-01", student);
  }

  @Test
  void aWorkerThatDiesInTheMiddleOfMakingMailsPendingIsFinishedByTheNext() throws Exception {
    String section = "PHY1004-01";
    String student = system.student(6);
    try (TableLock lock = system.writer().lock("mail")) {
      accepted(system.enroll(FIRST, student, section));
      system.awaitBlocked("INSERT INTO mail (%");
      await().atMost(PATIENCE).until(() -> states(section), List.of("admitted")::equals);

      system.killAndAwaitEnd(WORKER);
      lock.letGo();
    }

    String mine = " WHERE section_id = '" + section + "'";
    await()
        .atMost(PATIENCE)
        .until(
            () -> system.writer().column("SELECT number FROM mail" + mine),
            mails -> mails.size() == 1);
    assertOneSeat(section, student);
    assertThat(system.writer().number("SELECT COUNT(*) FROM mail_batch" + mine)).isZero();
  }

  @Test
  void aWorkerThatDiesBetweenReceivingAndJournalingLosesNothing() throws Exception {
    String student = system.student(1);
    String id;
    try (TableLock lock = system.writer().lock("request")) {
      id = accepted(system.enroll(FIRST, student, "PHY1001-02"));
      system.awaitBlocked("%request%");
      system.killAndAwaitEnd(WORKER);
      lock.letGo();
    }

    await().atMost(PATIENCE).until(() -> state(SECOND, student, id), "admitted"::equals);
    assertOneSeat("PHY1001-02", student);
  }

  @Test
  void aRetryAfterAGatewayDiedBetweenJoiningAndPublishingGetsTheSamePlace() throws Exception {
    String student = system.student(2);
    String id = joinThenKillGateway(student, "PHY1002-01");

    // Until the queue is back, the answer is "not confirmed; try again".
    Response retry =
        await()
            .atMost(PATIENCE)
            .until(
                () -> system.enroll(SECOND, student, "PHY1002-01"),
                answer -> answer.statusCode() != 503);

    assertThat(accepted(retry)).isEqualTo(id);
    await().atMost(PATIENCE).until(() -> state(SECOND, student, id), "admitted"::equals);
    assertOneSeat("PHY1002-01", student);
  }

  @Test
  void aJoinThatNobodyRetriesIsConfirmedByTheSweeper() throws Exception {
    String student = system.student(3);
    String id = joinThenKillGateway(student, "PHY1002-02");

    await().atMost(PATIENCE).until(() -> state(SECOND, student, id), "admitted"::equals);
    assertOneSeat("PHY1002-02", student);
  }

  @Test
  void aPublicationThatSqsTookAfterTheTimeOutIsOneRequestAllTheSame() throws Exception {
    String student = system.student(4);
    try (var _ = system.freeze("sqs")) {
      Response unconfirmed = system.enroll(FIRST, student, "PHY1003-01");
      unconfirmed.then().statusCode(503);
      assertThat(unconfirmed.header("Retry-After")).isNotNull();
    }
    // What was sent to it lies in its socket, and is taken now.

    String id = accepted(system.enroll(SECOND, student, "PHY1003-01"));

    await().atMost(PATIENCE).until(() -> state(FIRST, student, id), "admitted"::equals);
    assertOneSeat("PHY1003-01", student);
    assertThat(accepted(system.enroll(FIRST, student, "PHY1003-01"))).isEqualTo(id);
  }

  /** As the AWS CLI replays: by a move task. */
  @Test
  void aReplayInWhichWorkerAndOfficeDieDecidesEachRequestOnce() {
    String section = "LATER-01";
    int count = 90;
    for (int i = 0; i < count; i++) {
      var request =
          new EnrollRequested(
              new SectionId(section),
              new RequestNumber((1L << 40) + 1 + i),
              new StudentId(system.student(i)),
              Instant.parse("2027-02-08T01:00:00Z"),
              "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
      var unused =
          system.sqs(
              "SendMessage",
              Map.of(
                  "QueueUrl",
                  system.queueUrl(Queue.REQUESTS.queueName()),
                  "MessageBody",
                  WireFormat.write(new RequestsAccepted(List.of(request)))));
    }
    awaitCount("dead_letter WHERE state = 'open' AND section_id = 'LATER-01'", count);

    system
        .writer()
        .execute(
            """
            INSERT INTO section (id, term_id, course_id, teacher_ko, teacher_en, capacity)
            SELECT 'LATER-01', term_id, course_id, teacher_ko, teacher_en, 40 FROM section WHERE id = 'EDU1001-01'\
            """);
    system.kill("enrollment-service");
    var unused =
        system.sqs(
            "StartMessageMoveTask",
            Map.of("SourceArn", system.queueArn(Queue.REQUESTS.deadLetterQueueName())));
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(PATIENCE)
        .until(
            () ->
                system
                    .writer()
                    .number("SELECT COUNT(*) FROM request WHERE reopened_at IS NOT NULL"),
            reopened -> reopened > 5);
    system.kill(WORKER);

    awaitCount("request WHERE section_id = 'LATER-01' AND state = 'admitted'", 40);
    awaitCount("request WHERE section_id = 'LATER-01' AND state = 'refused'", count - 40);
    awaitCount("enrollment WHERE section_id = 'LATER-01'", 40);
    awaitCount("mail_intent WHERE section_id = 'LATER-01'", count);
    awaitCount("dead_letter WHERE state = 'resolved' AND section_id = 'LATER-01'", count);
  }

  /** As operators replay: by a job, which orders what it sends. */
  @Test
  void aJobInWhichReplayerAndWorkerDieDecidesEachOfAThousandOnceInTheirOrder() {
    int sections = 50;
    int each = 20;
    int count = sections * each;
    for (int section = 0; section < sections; section++) {
      sendRequests(soon(section), each);
    }
    awaitCount("dead_letter WHERE state = 'open' AND section_id LIKE 'SOON-%'", count);
    system
        .writer()
        .execute(
            """
            INSERT INTO section (id, term_id, course_id, teacher_ko, teacher_en, capacity)
            SELECT CONCAT('SOON-', LPAD(ROW_NUMBER() OVER (ORDER BY course_id), 2, '0')), term_id, course_id,
              teacher_ko, teacher_en, 8
            FROM section WHERE id LIKE '%-02' AND id NOT LIKE 'PHY%' ORDER BY course_id LIMIT 50\
            """);
    int job =
        system
            .asOperator()
            .contentType(ContentType.JSON)
            .body(
                """
                {"kind": "replay", "letters": {"cause": "unknown-section", "state": "open"}, "rate": 50,
                 "reason": "the sections are there now"}\
                """)
            .post(system.operations("/jobs"))
            .then()
            .statusCode(201)
            .body("letters", equalTo(count))
            .extract()
            .path("id");

    String decided = "letter_job_item WHERE state = 'decided' AND job_id = " + job;
    awaitMore(decided, 100);
    system.kill("enrollment-service");
    awaitMore(decided, 300);
    system.kill(WORKER);

    awaitCount("letter_job WHERE state = 'done' AND id = " + job, 1);
    // One may have been sent, and decided, whose sender died before it could note so.
    String without = "letter_job_item WHERE note = 'it is resolved already' AND job_id = " + job;
    long noted = system.writer().number("SELECT COUNT(*) FROM " + decided);
    long unnoted = system.writer().number("SELECT COUNT(*) FROM " + without);
    assertThat(unnoted).isLessThanOrEqualTo(1);
    assertThat(noted + unnoted).isEqualTo(count);
    String soon = " section_id LIKE 'SOON-%'";
    awaitCount("request WHERE state = 'admitted' AND" + soon, sections * 8L);
    awaitCount("request WHERE state = 'refused' AND" + soon, sections * 12L);
    awaitCount("enrollment WHERE" + soon, sections * 8L);
    awaitCount("mail_intent WHERE" + soon, count);
    awaitCount("dead_letter WHERE state = 'resolved' AND returns = 0 AND" + soon, count);
    assertThat(
            system
                .writer()
                .column(
                    "SELECT DISTINCT number & 1023 FROM request WHERE state = 'admitted' AND"
                        + soon
                        + " ORDER BY 1"))
        .as("the first by number got the seats")
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    assertThat(
            system
                .writer()
                .column("SELECT action FROM audit WHERE subject = 'job %d'".formatted(job)))
        .containsExactly("replay-letters");
  }

  private static String soon(int section) {
    return "SOON-%02d".formatted(section + 1);
  }

  private static void sendRequests(String section, int count) {
    var requests = new ArrayList<LineRequest>();
    for (int i = 0; i < count; i++) {
      requests.add(
          new EnrollRequested(
              new SectionId(section),
              new RequestNumber((1L << 40) + 1 + i),
              new StudentId(system.student(40 + i)),
              Instant.parse("2027-02-08T01:00:00Z"),
              "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"));
    }
    // The last first: the order in which they came says nothing.
    Collections.reverse(requests);
    var unused =
        system.sqs(
            "SendMessage",
            Map.of(
                "QueueUrl",
                system.queueUrl(Queue.REQUESTS.queueName()),
                "MessageBody",
                WireFormat.write(new RequestsAccepted(requests))));
  }

  private static void awaitMore(String rows, long count) {
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(PATIENCE.multipliedBy(3))
        .until(
            () -> system.writer().number("SELECT COUNT(*) FROM " + rows), found -> found > count);
  }

  private static void awaitCount(String rows, long count) {
    await()
        .atMost(PATIENCE.multipliedBy(3))
        .untilAsserted(
            () ->
                assertThat(system.writer().number("SELECT COUNT(*) FROM " + rows))
                    .as(rows)
                    .isEqualTo(count));
  }

  /**
   * Joins at the first gateway, which dies before the queue took the request, as does the queue.
   */
  private static String joinThenKillGateway(String student, String section) throws Exception {
    try (var _ = system.freeze("sqs")) {
      CompletableFuture<Response> lost =
          CompletableFuture.supplyAsync(() -> system.enroll(FIRST, student, section));
      String id =
          await()
              .atMost(PATIENCE)
              .until(
                  () ->
                      system
                          .as(student)
                          .get(system.api(SECOND, "/requests"))
                          .<String>path("requests.find { it.section == '" + section + "' }?.id"),
                  known -> known != null);
      system.killAndAwaitEnd(FIRST);
      system.killAndAwaitEnd("sqs");
      assertThat(lost.handle((_, failure) -> failure != null).get(10, TimeUnit.SECONDS))
          .as("the student gets no answer")
          .isTrue();
      return id;
    }
  }

  private static String accepted(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 202);
    return answer.path("id");
  }

  private static String state(String gateway, String student, String id) {
    Response answer = system.as(student).get(system.api(gateway, "/requests/" + id));
    return answer.statusCode() == 200 ? answer.path("state") : "?" + answer.statusCode();
  }

  private static List<String> states(String section) {
    return system.writer().column("SELECT state FROM request WHERE section_id = '" + section + "'");
  }

  private static void assertOneSeat(String section, String student) {
    assertThat(states(section)).containsExactly("admitted");
    String mine = " WHERE section_id = '" + section + "' AND student_id = '" + student + "'";
    assertThat(system.writer().number("SELECT COUNT(*) FROM enrollment" + mine)).isEqualTo(1);
    assertThat(system.writer().number("SELECT COUNT(*) FROM mail_intent" + mine)).isEqualTo(1);
    assertThat(system.writer().number("SELECT taken FROM section WHERE id = '" + section + "'"))
        .isEqualTo(1);
  }
}
