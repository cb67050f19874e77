package io.sugang.gateway.inbound.http.requests;

import static io.sugang.gateway.Api.REQUESTS;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static io.sugang.gateway.Api.awaitWindow;
import static io.sugang.gateway.Api.enroll;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.queue.Queue;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Decisions;
import io.sugang.gateway.line.Doors;
import io.sugang.testing.Queues;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * Asking for a seat over HTTP, with the real Redis, SQS and enrollment-service; no worker, so
 * everything stays undecided.
 */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class RequestsResourceIT {

  @Inject Doors doors;
  @Inject Decisions decisions;
  @Inject SqsAsyncClient sqs;

  @BeforeEach
  void open() {
    doors.open(1);
    awaitCopies();
  }

  @Test
  void aRequestGetsANumberedReceiptAndTheQueueHasIt() {
    long before = new Queues(sqs).length(Queue.REQUESTS);

    Response answer = enroll(People.student(0), "CSE1001-01");

    answer
        .then()
        .statusCode(202)
        .header("Location", containsString(REQUESTS + "/"))
        .body("id", notNullValue())
        .body("section", equalTo("CSE1001-01"))
        .body("type", equalTo("enroll"))
        .body("position", equalTo(0))
        .body("acceptedAt", notNullValue());
    assertThat(new Queues(sqs).length(Queue.REQUESTS)).isEqualTo(before + 1);
    as(People.student(0))
        .get(REQUESTS + "/" + answer.path("id"))
        .then()
        .statusCode(200)
        .body("state", equalTo("waiting"))
        .body("position", equalTo(0))
        .body("acceptedAt", equalTo(answer.<String>path("acceptedAt")));
    as(People.student(0))
        .get(REQUESTS)
        .then()
        .statusCode(200)
        .body("requests.id", hasItem(answer.<String>path("id")));
  }

  @Test
  void aHundredClicksOfOneStudentAreOneReceipt() throws Exception {
    Callable<Response> click = () -> enroll(People.student(1), "CSE1001-02");
    try (var threads = Executors.newFixedThreadPool(20)) {
      var answers =
          threads.invokeAll(Collections.nCopies(100, click)).stream()
              .map(
                  answer -> {
                    try {
                      return answer.get();
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  })
              .toList();

      assertThat(answers).allMatch(a -> a.statusCode() == 202 || a.statusCode() == 200);
      assertThat(answers.stream().filter(a -> a.statusCode() == 202)).hasSize(1);
      assertThat(answers.stream().map(a -> a.<String>path("id")).collect(Collectors.toSet()))
          .hasSize(1);
      assertThat(answers.stream().map(a -> a.<Long>path("number")).collect(Collectors.toSet()))
          .hasSize(1);
    }
  }

  @Test
  void somebodyElsesRequestIsNotFound() {
    String id = enroll(People.student(2), "CSE1002-01").path("id");

    as(People.student(3))
        .get(REQUESTS + "/" + id)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:sugang:problem:request-unknown"));
  }

  @Test
  void anIdempotencyKeyReplaysItsFirstAnswerAndRefusesAnotherBody() {
    String student = People.student(4);
    Response first = enroll(student, "CSE1002-01", Map.of("Idempotency-Key", "k1"));
    var unused = enroll(People.student(5), "CSE1002-01");

    Response again = enroll(student, "CSE1002-01", Map.of("Idempotency-Key", "k1"));

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.asString()).isEqualTo(first.asString());
    enroll(student, "CSE1002-02", Map.of("Idempotency-Key", "k1"))
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:sugang:problem:idempotency-key-reused"));
  }

  @Test
  void requestsAreFoundBySectionTermAndState() {
    String student = People.student(18);
    String kept = enroll(student, "CSE1002-02").path("id");
    Response admitted = enroll(student, "CSE2005-02");
    decisions.show("CSE2005-02", admitted.path("number"), student, RequestState.ADMITTED, 1, 1);

    find(student, "section=CSE1002-02").body("requests.id", contains(kept));
    find(student, "section=%20CSE1002-02%20&state=waiting").body("requests.id", contains(kept));
    find(student, "state=admitted").body("requests.section", contains("CSE2005-02"));
    find(student, "term=2027-1").body("total", equalTo(2));
    find(student, "term=2026-2").body("total", equalTo(0));
    find(student, "section=CSE3009-01").body("requests", hasSize(0));
    for (String wrong : List.of("state=lost", "section=x!", "term=2027/1", "page=0", "page=x")) {
      as(student)
          .get(REQUESTS + "?" + wrong)
          .then()
          .statusCode(400)
          .body("field", equalTo(wrong.split("=", 2)[0]));
    }
  }

  @Test
  void whoeverHasMadeManyRequestsReadsThemPageByPage() {
    String student = People.student(19);
    for (int i = 0; i < 120; i++) {
      writer()
          .execute(
              """
              INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state, decided_at)
              VALUES ('%s', %d, '%s', 'enroll', TIMESTAMP '2026-01-01 00:00:00' + INTERVAL %d SECOND,
                '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', 'withdrawn', UTC_TIMESTAMP(3))\
              """
                  .formatted(
                      i % 2 == 0 ? "NUT1001-01" : "NUT1001-02",
                      (1L << 40) + 5_000 + i,
                      student,
                      i));
    }

    await().untilAsserted(() -> find(student, "state=withdrawn").body("total", equalTo(120)));
    find(student, "state=withdrawn&page=3")
        .body("page", equalTo(3))
        .body("pages", equalTo(3))
        .body("requests", hasSize(20));
    find(student, "page=4").body("requests", hasSize(0));
    find(student, "section=NUT1001-02").body("total", equalTo(60)).body("pages", equalTo(2));
  }

  private static ValidatableResponse find(String student, String query) {
    return as(student).urlEncodingEnabled(false).get(REQUESTS + "?" + query).then().statusCode(200);
  }

  @Test
  void nobodyIsShownAnothersRequestWithTheSameNumber() {
    Response mine = enroll(People.student(13), "CSE2006-01");
    decisions.show(
        "CSE2006-01", mine.path("number"), People.student(14), RequestState.ADMITTED, 1, 1);

    as(People.student(13))
        .get(REQUESTS + "/" + mine.path("id"))
        .then()
        .statusCode(200)
        .body("state", equalTo("waiting"));
    as(People.student(13))
        .get(REQUESTS)
        .then()
        .body("requests.find { it.id == '" + mine.path("id") + "' }.state", equalTo("waiting"));
  }

  @Test
  void aReceiptWhoseNumberAnotherHasReadsQuarantinedUntilItHasANewOne() {
    Response mine = enroll(People.student(15), "CSE2006-02");
    String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    decisions.show(
        "CSE2006-02", mine.path("number"), People.student(16), RequestState.ADMITTED, 1, 1);
    writer()
        .execute(
            "INSERT INTO number_clash (section_id, number, student_id, type, accepted_at, traceparent, since) VALUES ('CSE2006-02', %d, '%s', 'enroll', NOW(3), '%s', NOW(3))"
                .formatted(mine.<Long>path("number"), People.student(15), trace));

    await()
        .untilAsserted(
            () ->
                as(People.student(15))
                    .get(REQUESTS + "/" + mine.path("id"))
                    .then()
                    .body("state", equalTo("quarantined"))
                    .body("reason", equalTo("number-clash")));

    writer()
        .execute(
            "INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state) VALUES ('CSE2006-02', %d, '%s', 'enroll', NOW(3), '%s', 'waiting')"
                .formatted(mine.<Long>path("number") + 7, People.student(15), trace));
    writer()
        .execute("UPDATE number_clash SET new_number = number + 7 WHERE section_id = 'CSE2006-02'");
    await()
        .untilAsserted(
            () ->
                as(People.student(15))
                    .get(REQUESTS + "/" + mine.path("id"))
                    .then()
                    .body("id", equalTo(mine.<String>path("id")))
                    .body("state", equalTo("waiting")));
    await()
        .untilAsserted(
            () ->
                as(People.student(15))
                    .get(REQUESTS)
                    .then()
                    .body("requests.findAll { it.section == 'CSE2006-02' }.id", hasSize(1)));

    doors.goBackTo(new SectionId("CSE2006-02"), mine.<Long>path("number") + 7);
    doors.letLive(new SectionId("CSE2006-02"), People.student(15), mine.<Long>path("number") + 7);
    as(People.student(15)).delete(REQUESTS + "/" + mine.path("id")).then().statusCode(202);
  }

  @Test
  void aChangedYearIsKnownAtOnceToWhoeverIsRefusedAndSoonToEverybody() {
    String student = People.student(17);
    writer().execute("UPDATE student SET year = 9 WHERE id = '" + student + "'");
    try {
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> as(student).get("/api/v1/me").then().body("windows", hasSize(0)));
      enroll(student, "CSE2007-01")
          .then()
          .statusCode(403)
          .body("type", equalTo("urn:sugang:problem:no-window"));
    } finally {
      writer().execute("UPDATE student SET year = 1 WHERE id = '" + student + "'");
    }

    enroll(student, "CSE2008-01").then().statusCode(202);
  }

  @Test
  void theWindowIsToldWithItsTimes() throws Exception {
    String freshman = People.student(0);
    try {
      writer()
          .execute(
              "UPDATE registration_window SET opens_at = '2099-01-01', closes_at = '2099-02-01'");
      awaitWindow("opensAt", "2099-01-01T00:00:00Z");
      enroll(freshman, "CSE1003-02")
          .then()
          .statusCode(403)
          .body("type", equalTo("urn:sugang:problem:window-not-open"))
          .body("opensAt", equalTo("2099-01-01T00:00:00Z"))
          .body("detail", containsString("Thu, 1 Jan 2099, 9:00 AM KST"));
      enroll(freshman, "CSE1003-02", Map.of("Accept-Language", "ko"))
          .then()
          .body("detail", containsString("2099년 1월 1일 (목) 오전 9:00"));
      writer()
          .execute(
              "UPDATE registration_window SET opens_at = '2020-01-01', closes_at = '2020-02-01'");
      awaitWindow("opensAt", "2020-01-01T00:00:00Z");
      enroll(freshman, "CSE1003-02")
          .then()
          .statusCode(403)
          .body("type", equalTo("urn:sugang:problem:window-closed"))
          .body("closesAt", equalTo("2020-02-01T00:00:00Z"));
    } finally {
      writer()
          .execute(
              "UPDATE registration_window SET opens_at = '2020-01-01', closes_at = '2099-01-01'");
      awaitWindow("opensAt", "2020-01-01T00:00:00Z");
    }
  }
}
