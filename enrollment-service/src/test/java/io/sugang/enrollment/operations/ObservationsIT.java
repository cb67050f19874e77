package io.sugang.enrollment.operations;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.reader;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.LineRequest;
import io.sugang.enrollment.operations.application.CollectDeadLetters;
import io.sugang.enrollment.operations.application.Observations;
import io.sugang.testing.LocalStack;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** What operators see of queues, backlog and requests. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class ObservationsIT {

  @Inject SqsAsyncClient sqs;
  @Inject CollectDeadLetters collect;
  @Inject Observations observations;

  private Letters letters;

  @BeforeEach
  void empty() throws InterruptedException {
    letters = new Letters(sqs);
    assertThat(collect.awaitRound(Duration.ofSeconds(20))).isTrue();
    letters.clear();
  }

  @Test
  void theQueuesTellWhatTheyHold() {
    letters.send("something", Map.of());

    await()
        .untilAsserted(
            () ->
                as("operator-1", "operator")
                    .get("/ops/v1/queues")
                    .then()
                    .statusCode(200)
                    .body(
                        "queues.queue",
                        hasItems(
                            "sugang-requests",
                            "sugang-requests-dlq",
                            "sugang-notifications",
                            "sugang-notifications-dlq"))
                    .body(
                        "queues.find { it.queue == 'sugang-requests-dlq' }.with { it.visible + it.inFlight }",
                        equalTo(1)));
  }

  @Test
  void theBacklogTellsWhereTheOldestWaits() {
    waiting("OPS4001-01", 1, "2026-01-01 00:00:00");
    waiting("OPS4001-01", 2, "2026-01-01 00:00:05");
    waiting("OPS4002-01", 3, "2025-12-31 00:00:00");
    failedMail("OPS4001-01", 1);
    replicated();
    writer().execute("UPDATE dead_letter SET state = 'discarded'");

    as("operator-1", "operator")
        .get("/ops/v1/backlog")
        .then()
        .statusCode(200)
        .body("undecided", greaterThan(2))
        .body("oldestUndecided", equalTo("2025-12-31T00:00:00Z"))
        .body("sections[0].section", equalTo("OPS4002-01"))
        .body("sections[1].section", equalTo("OPS4001-01"))
        .body("sections[1].undecided", equalTo(2))
        .body("sections[1].oldest", equalTo("2026-01-01T00:00:00Z"))
        .body("mails.failed", greaterThan(0))
        .body("mails.pending", notNullValue())
        .body("epochSince", notNullValue());
    assertThat(observations.waiting().undecided())
        .isEqualTo(reader().number("SELECT COUNT(*) FROM request WHERE state = 'waiting'"));
    assertThat(observations.waiting().oldestUndecided())
        .contains(Instant.parse("2025-12-31T00:00:00Z"));
    assertThat(observations.waiting().oldestOpenLetter()).isEmpty();
  }

  @Test
  void aRequestsStoryTellsAllOfIt() throws InterruptedException {
    LineRequest request = Letters.request("OPS4003-01", 1);
    Letters.journal(request, "quarantined");
    letters.file(request, DeadLetterCause.UNKNOWN_SECTION);
    failedMail("OPS4003-01", 1);
    writer()
        .execute(
            """
            INSERT INTO mail_batch (section_id, members, since)
            VALUES ('OPS4003-01', '[{"number":%s,"student":"2027010001","kind":"refused"}]', NOW(3))\
            """
                .formatted(request.number()));
    assertThat(collect.awaitRound(Duration.ofSeconds(20))).isTrue();
    replicated();
    try {
      as("operator-1", "operator")
          .get("/ops/v1/requests/OPS4003-01/" + request.number())
          .then()
          .statusCode(200)
          .body("student", equalTo("2027010001"))
          .body("state", equalTo("quarantined"))
          .body("reason", equalTo("unknown-section"))
          .body("trace", equalTo(Letters.TRACE))
          .body("isShown", equalTo(true))
          .body("seatSince", nullValue())
          .body("mails", hasSize(2))
          .body("mails.state", hasItems("failed", "pending"))
          .body("deadLetters[0].cause", equalTo("unknown-section"))
          .body("deadLetters[0].state", equalTo("open"));
      as("operator-1", "operator")
          .get("/ops/v1/requests?student=2027010001")
          .then()
          .statusCode(200)
          .body("requests.section", hasItems("OPS4003-01"));
    } finally {
      writer().execute("DELETE FROM mail_batch WHERE section_id = 'OPS4003-01'");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "requests/OPS4999-01/1099511627777",
        "requests/OPS4999-01/x",
        "requests/OPS4999-01/1",
        "requests/a%20b/1099511627777"
      })
  void whatIsNotThereIsNotFound(String path) {
    as("operator-1", "operator").get("/ops/v1/" + path).then().statusCode(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"requests", "requests?student=", "requests?student=%00"})
  void whoeverNamesNoStudentIsRefused(String path) {
    as("operator-1", "operator").get("/ops/v1/" + path).then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"student", "registrar", "service"})
  void nobodyElseMayLook(String role) {
    for (String path :
        List.of("queues", "backlog", "requests?student=1", "requests/CSE1001-01/1099511627777")) {
      as("2027010001", role).get("/ops/v1/" + path).then().statusCode(403);
    }
  }

  private static void waiting(String section, long number, String acceptedAt) {
    writer()
        .execute(
            """
            INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state)
            VALUES ('%s', (1 << 40) + %d, '2027010001', 'enroll', '%s', '%s', 'waiting')\
            """
                .formatted(
                    section, number, acceptedAt, "00-" + Letters.TRACE + "-b7ad6b7169203331-00"));
  }

  private static void failedMail(String section, long number) {
    writer()
        .execute(
            """
            INSERT INTO mail (section_id, number, student_id, kind, state, attempts, since, failure)
            VALUES ('%s', (1 << 40) + %d, '2027010001', 'admitted', 'failed', 1, NOW(3), 'MessageRejected')\
            """
                .formatted(section, number));
  }

  private static void replicated() {
    String all =
        "SELECT CONCAT((SELECT COUNT(*) FROM request), ' ', (SELECT COUNT(*) FROM mail), ' ', (SELECT COUNT(*) FROM mail_batch), ' ', (SELECT COUNT(*) FROM dead_letter))";
    await().untilAsserted(() -> assertThat(reader().column(all)).isEqualTo(writer().column(all)));
  }
}
