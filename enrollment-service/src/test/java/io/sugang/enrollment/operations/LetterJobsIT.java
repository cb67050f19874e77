package io.sugang.enrollment.operations;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.reader;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.operations.application.CollectDeadLetters;
import io.sugang.enrollment.operations.application.LetterJobStore;
import io.sugang.enrollment.operations.application.LetterJobStore.By;
import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.testing.LocalStack;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Operators replay and discard dead letters; the test is the worker that receives them. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class LetterJobsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject CollectDeadLetters collect;
  @Inject LetterJobStore jobs;
  @Inject SqsAsyncClient sqs;

  private Letters letters;
  private final List<Message> received = new ArrayList<>();

  @BeforeEach
  void empty() throws InterruptedException {
    letters = new Letters(sqs);
    collectNow();
    letters.clear();
    for (Queue queue : Queue.values()) {
      var unused = sqs.purgeQueue(r -> r.queueUrl(url(queue.queueName()))).join();
    }
  }

  /** A worker may die between the commit and filing the letter. */
  @Test
  void whatIsQuarantinedIsRecordedWithoutALetter() throws InterruptedException {
    LineRequest request = Letters.request("OPS3001-01", 1);
    Letters.journal(request, "quarantined");

    awaitState("OPS3001-01", "open");
    assertThat(writer().column("SELECT body FROM dead_letter WHERE section_id = 'OPS3001-01'"))
        .containsExactly(journaledBody("OPS3001-01"));

    letters.send(
        journaledBody("OPS3001-01"),
        DeadLetter.ofRequest(
                request, Optional.empty(), DeadLetterCause.UNKNOWN_SECTION, 1, Instant.now())
            .attributes());
    collectNow();
    collectNow();

    assertThat(writer().column("SELECT CONCAT(state, returns) FROM dead_letter"))
        .as("its letter is the same")
        .containsExactly("open0");
  }

  @Test
  void whatIsSetAsideOrCanNotBeMailedIsRecordedToo() throws InterruptedException {
    Letters.journal(Letters.request("OPS3002-01", 1), "admitted");
    writer()
        .execute(
            "UPDATE request SET state = 'waitlisted', reason = 'promotion-failed', changed_at = NOW(3) WHERE section_id = 'OPS3002-01'");
    long mail = failedMail("OPS3003-01");

    awaitState("OPS3002-01", "open");
    awaitState("OPS3003-01", "open");
    collectNow();

    assertThat(
            writer()
                .column(
                    "SELECT CONCAT(queue, ' ', cause, ' ', body, ' ', returns) FROM dead_letter WHERE section_id = 'OPS3003-01'"))
        .containsExactly(
            "sugang-notifications mail-failed "
                + WireFormat.write(new MailsDue(List.of(mail)))
                + " 0");
    assertThat(writer().column("SELECT cause FROM dead_letter WHERE section_id = 'OPS3002-01'"))
        .containsExactly("promotion-failed");
  }

  @Test
  void aReplayedLetterStaysInItsQueueUntilItsRequestIsDecided() throws InterruptedException {
    quarantined("OPS3004-01", 1);

    int job = create("replay", "{\"section\":\"OPS3004-01\"}");

    Message message = awaitMessage();
    assertThat(message.body()).isEqualTo(journaledBody("OPS3004-01"));
    assertThat(message.messageAttributes().get(DeadLetter.CAUSE).stringValue())
        .isEqualTo("unknown-section");
    await().atMost(PATIENCE).until(() -> Letters.state("OPS3004-01"), "replaying"::equals);
    collectNow();
    show(job).body("state", equalTo("running")).body("sent", equalTo(1));
    assertThat(deadLetters()).as("a copy was sent").isEqualTo(1);

    decide("OPS3004-01");

    awaitJob(job, "done").body("decided", equalTo(1)).body("sent", equalTo(0));
    assertThat(Letters.state("OPS3004-01")).isEqualTo("resolved");
    collectNow();
    assertThat(deadLetters()).as("nobody needs it any more").isZero();
    assertThat(Letters.state("OPS3004-01")).isEqualTo("resolved");
  }

  @Test
  void aJobWhoseFirstLetterComesBackStopsAndCanGoOn() throws InterruptedException {
    for (int i = 1; i <= 3; i++) {
      quarantined("OPS3005-0" + i, i);
    }

    int job = create("replay", "{\"cause\":\"unknown-section\"}");
    String first = sectionOf(awaitMessage());
    assertThat(received).as("the first goes alone").hasSize(1);
    file(first);
    collectNow();

    awaitJob(job, "stopped")
        .body("stoppedBecause", equalTo("the first letter came back"))
        .body("returned", equalTo(1))
        .body("picked", equalTo(2));
    assertThat(Letters.state(first)).isEqualTo("open");

    change(job, "resume", 200);
    String second = sectionOf(awaitMessage());
    decide(second);
    String third = sectionOf(awaitMessage());
    decide(third);

    awaitJob(job, "done").body("decided", equalTo(2)).body("returned", equalTo(1));
    assertThat(List.of(first, second, third))
        .containsExactly("OPS3005-01", "OPS3005-02", "OPS3005-03");
  }

  @Test
  void theLettersOfASectionAreSentOneAfterTheOtherByTheirNumbers() throws InterruptedException {
    for (long number : List.of(3L, 1L, 2L)) {
      quarantined("OPS3006-01", number);
    }
    quarantined("OPS3007-01", 4);

    int job = create("replay", "{\"state\":\"open\"}");

    var order = new ArrayList<String>();
    for (int i = 0; i < 4; i++) {
      Message message = awaitMessage();
      order.add(sectionOf(message));
      String section = sectionOf(message);
      writer()
          .execute(
              "UPDATE request SET state = 'admitted', reason = NULL WHERE section_id = '%s' AND state = 'quarantined' ORDER BY number LIMIT 1"
                  .formatted(section));
    }
    awaitJob(job, "done").body("decided", equalTo(4));
    assertThat(received.stream().map(Message::body).filter(body -> body.contains("OPS3006")))
        .isSortedAccordingTo(
            Comparator.comparing(body -> body.replaceAll(".*\"number\":(\\d+).*", "$1")));
    assertThat(order)
        .containsExactlyInAnyOrder("OPS3006-01", "OPS3006-01", "OPS3006-01", "OPS3007-01");
  }

  @Test
  void whatIsDoneAlreadyIsSkipped() throws InterruptedException {
    quarantined("OPS3008-01", 1);
    quarantined("OPS3008-02", 2);
    int job = create("replay", "{\"state\":\"open\"}");
    var unused = awaitMessage();
    writer().execute("UPDATE dead_letter SET state = 'resolved' WHERE section_id = 'OPS3008-02'");

    decide("OPS3008-01");

    awaitJob(job, "done").body("decided", equalTo(1)).body("skipped", equalTo(1));
    assertThat(received).hasSize(1);
  }

  @Test
  void discardedLettersLeaveTheirQueueAndStayInTheRecord() throws InterruptedException {
    quarantined("OPS3009-01", 1);
    letters.send("nobody can read this", Map.of());
    collectNow();

    int job = create("discard", "{\"state\":\"open\"}");
    awaitJob(job, "done").body("discarded", equalTo(2));
    collectNow();
    collectNow();

    assertThat(deadLetters()).isZero();
    assertThat(writer().column("SELECT DISTINCT state FROM dead_letter"))
        .containsExactly("discarded");
  }

  @Test
  void whatIsQuarantinedAgainIsOpenAgain() throws InterruptedException {
    quarantined("OPS3010-01", 1);
    int job = create("replay", "{\"section\":\"OPS3010-01\"}");
    var unused = awaitMessage();
    await().atMost(PATIENCE).until(() -> Letters.state("OPS3010-01"), "replaying"::equals);

    writer()
        .execute(
            "UPDATE request SET decided_at = UTC_TIMESTAMP(3) + INTERVAL 1 SECOND WHERE section_id = 'OPS3010-01'");
    awaitState("OPS3010-01", "open");

    awaitJob(job, "stopped").body("returned", equalTo(1));
  }

  @Test
  void manyRequestsOfOneLetterAreResolvedWhenAllAreDecided() throws InterruptedException {
    LineRequest one = Letters.request("OPS3011-01", 1);
    LineRequest other = Letters.request("OPS3011-02", 2);
    letters.send(WireFormat.write(new RequestsAccepted(List.of(one, other))), Map.of());
    collectNow();
    int job = create("replay", "{\"cause\":\"received-too-often\"}");
    var unused = awaitMessage();
    Letters.journal(one, "admitted");
    collectNow();
    show(job).body("sent", equalTo(1));

    Letters.journal(other, "admitted");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              collectNow();
              show(job).body("state", equalTo("done")).body("decided", equalTo(1));
            });
  }

  @Test
  void anotherProcessCarriesOnOnlyAfterTheLeaseEnded() throws InterruptedException {
    quarantined("OPS3012-01", 1);
    int job = create("replay", "{\"section\":\"OPS3012-01\"}");
    var unused = awaitMessage();
    Instant now = Instant.now();

    assertThat(jobs.lease(job, "another", now, now.plusSeconds(5))).isFalse();
    assertThat(jobs.lease(job, "another", now.plusSeconds(60), now.plusSeconds(65))).isTrue();
  }

  @Test
  void aJobThatNeedsApprovalBeginsWhenAnotherOperatorAgrees() throws InterruptedException {
    quarantined("OPS3013-01", 1);
    long job = unapproved(Instant.now());

    change(job, "pause", 409);
    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"mine\"}")
        .post("/ops/v1/jobs/" + job + "/approve")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:sugang:problem:own-job"));
    show(job).body("state", equalTo("unapproved")).body("sent", equalTo(0));

    as("operator-2", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"looked at it\"}")
        .post("/ops/v1/jobs/" + job + "/approve")
        .then()
        .statusCode(200)
        .body("approvedBy", equalTo("operator-2"));
    var unused = awaitMessage();
  }

  @Test
  void anApprovalThatComesTooLateIsNone() throws InterruptedException {
    quarantined("OPS3014-01", 1);
    long job = unapproved(Instant.now().minus(Duration.ofMinutes(31)));

    as("operator-2", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"late\"}")
        .post("/ops/v1/jobs/" + job + "/approve")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:sugang:problem:job-state"));
  }

  private long unapproved(Instant at) {
    return jobs.create(
            "replay",
            new DeadLetterFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
            5,
            Instant.EPOCH,
            _ -> true,
            new By("operator-1", "a test", at))
        .orElseThrow();
  }

  @Test
  void operatorsHoldJobsUpAndEndThem() throws InterruptedException {
    quarantined("OPS3015-01", 1);
    quarantined("OPS3015-02", 2);
    int job = create("replay", "{\"state\":\"open\"}");
    var unused = awaitMessage();

    change(job, "pause", 200).body("state", equalTo("paused"));
    decide("OPS3015-01");
    change(job, "pause", 409).body("state", equalTo("paused"));
    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"quicker\",\"rate\":50}")
        .post("/ops/v1/jobs/" + job + "/rate")
        .then()
        .statusCode(200)
        .body("rate", equalTo(50));
    change(job, "cancel", 200).body("state", equalTo("cancelled")).body("picked", equalTo(1));
    change(job, "resume", 409);

    audit()
        .body("audit[0].action", equalTo("cancel-job"))
        .body("audit[0].who", equalTo("operator-1"))
        .body("audit[0].subject", equalTo("job " + job))
        .body("audit[0].reason", equalTo("a test"))
        .body("audit[0].before", equalTo("{\"state\":\"paused\",\"rate\":50}"))
        .body("audit[0].after", equalTo("{\"state\":\"cancelled\"}"))
        .body("audit[1].action", equalTo("change-rate"))
        .body("audit[2].action", equalTo("pause-job"))
        .body("audit[3].action", equalTo("replay-letters"))
        .body("audit[3].before", nullValue())
        .body("audit[3].after", notNullValue());
  }

  @Test
  void aPreviewTellsWhatWouldFailAgain() throws InterruptedException {
    quarantined("OPS3016-01", 1);
    quarantined("BIO1001-01", (1L << 30) + 7);
    quarantined("OPS3016-02", 2);
    writer()
        .execute(
            "UPDATE request SET state = 'waiting', reason = NULL, decided_at = NULL WHERE section_id = 'OPS3016-02'");
    writer().execute("UPDATE dead_letter SET state = 'open'");
    replicated();
    try {
      as("operator-1", "operator")
          .contentType(ContentType.JSON)
          .body("{}")
          .post("/ops/v1/jobs/preview")
          .then()
          .statusCode(200)
          .body("letters", equalTo(3))
          .body("decidedAlready", equalTo(0))
          .body("wouldFailAgain.'unknown-section'", equalTo(2))
          .body("wouldFailAgain.'unknown-student'", equalTo(0))
          .body("toBeDecided", equalTo(1));
    } finally {
      writer().execute("DELETE FROM request WHERE number = " + ((1L << 40) + (1L << 30) + 7));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"kind\":\"replay\",\"reason\":\"r\"}",
        "{\"kind\":\"burn\",\"letters\":{},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{},\"reason\":\" \"}",
        "{\"kind\":\"replay\",\"letters\":{}}",
        "{\"kind\":\"replay\",\"letters\":{},\"reason\":\"r\",\"rate\":0}",
        "{\"kind\":\"replay\",\"letters\":{},\"reason\":\"r\",\"rate\":51}",
        "{\"kind\":\"replay\",\"letters\":{},\"reason\":\"r\",\"rate\":1.5}",
        "{\"kind\":\"replay\",\"letters\":{\"state\":\"resolved\"},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"queue\":\"x\"},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"section\":\"a b\"},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"ids\":[]},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"ids\":[null]},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"ids\":[\"1\"]},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"all\":true},\"reason\":\"r\"}"
      })
  void whatCannotBeMeantIsRefused(String body) {
    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body(body)
        .post("/ops/v1/jobs")
        .then()
        .statusCode(400);
    assertThat(writer().number("SELECT COUNT(*) FROM letter_job")).isZero();
  }

  @Test
  void aSelectionThatMatchesNothingSaysSo() {
    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"kind\":\"replay\",\"letters\":{\"section\":\"OPS9999-01\"},\"reason\":\"r\"}")
        .post("/ops/v1/jobs")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:sugang:problem:nothing-selected"));
    assertThat(writer().number("SELECT COUNT(*) FROM letter_job")).isZero();
  }

  @Test
  void aJobThatIsNotThereIsNotFound() {
    for (String id : List.of("0", "-1", "x", "99999999")) {
      as("operator-1", "operator").get("/ops/v1/jobs/" + id).then().statusCode(404);
      change(id, "pause", 404);
    }
    change("1", "burn", 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"student", "registrar", "service"})
  void nobodyElseMay(String role) {
    for (String path : List.of("jobs", "jobs/1", "audit")) {
      as("2027010001", role).get("/ops/v1/" + path).then().statusCode(403);
    }
    for (String path : List.of("jobs", "jobs/preview", "jobs/1/approve")) {
      as("2027010001", role)
          .contentType(ContentType.JSON)
          .body("{}")
          .post("/ops/v1/" + path)
          .then()
          .statusCode(403);
    }
  }

  private int create(String kind, String which) {
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

  private static ValidatableResponse change(Object job, String change, int status) {
    return as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"a test\"}")
        .post("/ops/v1/jobs/%s/%s".formatted(job, change))
        .then()
        .statusCode(status);
  }

  private static ValidatableResponse show(Object job) {
    return as("operator-1", "operator").get("/ops/v1/jobs/" + job).then().statusCode(200);
  }

  private static ValidatableResponse awaitJob(int job, String state) {
    await().atMost(PATIENCE).until(() -> show(job).extract().<String>path("state"), state::equals);
    return show(job);
  }

  private static ValidatableResponse audit() {
    await()
        .untilAsserted(
            () ->
                assertThat(reader().number("SELECT COUNT(*) FROM audit"))
                    .isEqualTo(writer().number("SELECT COUNT(*) FROM audit")));
    return as("operator-1", "operator").get("/ops/v1/audit").then().statusCode(200);
  }

  /** In the journal and in its dead letter queue, and recorded. */
  private void quarantined(String section, long number) throws InterruptedException {
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

  private void file(String section) {
    long number =
        writer().number("SELECT number FROM request WHERE section_id = '%s'".formatted(section));
    letters.file(Letters.request(section, number - (1L << 40)), DeadLetterCause.UNKNOWN_SECTION);
  }

  private static void decide(String section) {
    writer()
        .execute(
            "UPDATE request SET state = 'admitted', reason = NULL WHERE section_id = '%s'"
                .formatted(section));
  }

  private long failedMail(String section) {
    writer()
        .execute(
            """
            INSERT INTO mail (section_id, number, student_id, kind, state, attempts, since, failure)
            VALUES ('%s', (1 << 40) + 7, '2027010001', 'admitted', 'failed', 1, NOW(3), 'MessageRejected')\
            """
                .formatted(section));
    return writer().number("SELECT id FROM mail WHERE section_id = '%s'".formatted(section));
  }

  private Message awaitMessage() {
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

  private static String sectionOf(Message message) {
    return message.messageAttributes().get("sugang-section").stringValue();
  }

  private long deadLetters() {
    return Long.parseLong(
        sqs.getQueueAttributes(
                r ->
                    r.queueUrl(Letters.deadLettersOf(Queue.REQUESTS))
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .join()
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }

  private static String journaledBody(String section) {
    return Letters.body(
        Letters.request(
            section,
            writer().number("SELECT number FROM request WHERE section_id = '%s'".formatted(section))
                - (1L << 40)));
  }

  private void awaitState(String section, String state) {
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

  private static void replicated() {
    await()
        .untilAsserted(
            () -> assertThat(reader().column(EVERYTHING)).isEqualTo(writer().column(EVERYTHING)));
  }

  private static final String EVERYTHING =
      "SELECT CONCAT(id, state, returns, cause) FROM dead_letter ORDER BY id";

  private void collectNow() throws InterruptedException {
    assertThat(collect.awaitRound(PATIENCE)).isTrue();
  }

  private static String url(String queueName) {
    return LocalStack.status().sqs().queueUrls().get(queueName);
  }
}
