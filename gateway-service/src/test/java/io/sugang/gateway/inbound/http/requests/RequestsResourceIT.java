package io.sugang.gateway.inbound.http.requests;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.queue.Queue;
import io.sugang.gateway.LocalStack;
import io.sugang.gateway.People;
import io.sugang.gateway.Writer;
import io.sugang.gateway.line.Decisions;
import io.sugang.gateway.line.Doors;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The API over HTTP, with the real Redis, SQS and office; no worker, so everything stays undecided.
 */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RequestsResourceIT {

  private static final String REQUESTS = "/api/v1/requests";

  @Inject Doors doors;
  @Inject Decisions decisions;
  @Inject SqsAsyncClient sqs;

  @BeforeEach
  void open() {
    doors.open(1);
    await()
        .until(
            () -> given().get("/api/v1/sections/CSE1001-01").statusCode(), status -> status == 200);
  }

  @Test
  void aRequestGetsANumberedReceiptAndTheQueueHasIt() {
    long before = queued();

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
    assertThat(queued()).isEqualTo(before + 1);
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
  void aClosedLineSaysWhenToComeAgainAndGivesNoNumber() {
    doors.close();

    enroll(People.student(6), "CSE1003-01")
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .body("type", equalTo("urn:sugang:problem:line-closed"));
  }

  /** Redis was emptied, or lost a single key, while it runs: its scripts are still there. */
  @ParameterizedTest
  @ValueSource(strings = {"line", "requests", "live", "counter", "decisions", "line requests"})
  void aLineThatLostAnyOfItsKeysIsClosedAtOnce(String kind) {
    enroll(People.student(9), "CSE2005-01").then().statusCode(202);
    var keys = new LineKeys(new SectionId("CSE2005-01"));

    for (String key : kind.split(" ")) {
      doors.lose("line:{CSE2005-01}:" + key);
    }
    Response answer = enroll(People.student(10), "CSE2005-01");

    answer
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .body("type", equalTo("urn:sugang:problem:line-closed"));
    doors.lose(keys.all().toArray(String[]::new));
  }

  @Test
  void aNumberThatWasGivenBeforeIsNotGivenAgain() {
    long number = enroll(People.student(11), "CSE2005-02").path("number");
    doors.goBackTo(new SectionId("CSE2005-02"), number - 1);

    enroll(People.student(12), "CSE2005-02")
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:sugang:problem:line-closed"));
  }

  @Test
  void nobodyIsShownAnothersRequestWithTheSameNumber() {
    Response mine = enroll(People.student(13), "CSE2006-01");
    decisions.tell("CSE2006-01", mine.path("number"), People.student(14), "admitted", 1, 1);

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
    decisions.tell("CSE2006-02", mine.path("number"), People.student(16), "admitted", 1, 1);
    Writer.execute(
        "INSERT INTO number_clash VALUES ('CSE2006-02', %d, '%s', 'enroll', NULL, NOW(3), '%s', NOW(3), NULL)"
            .formatted(mine.<Long>path("number"), People.student(15), trace));

    await()
        .untilAsserted(
            () ->
                as(People.student(15))
                    .get(REQUESTS + "/" + mine.path("id"))
                    .then()
                    .body("state", equalTo("quarantined"))
                    .body("reason", equalTo("number-clash")));

    Writer.execute(
        "INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state) VALUES ('CSE2006-02', %d, '%s', 'enroll', NOW(3), '%s', 'pending')"
            .formatted(mine.<Long>path("number") + 7, People.student(15), trace));
    Writer.execute(
        "UPDATE number_clash SET new_number = number + 7 WHERE section_id = 'CSE2006-02'");
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
  void aChangedCohortIsKnownAtOnceToWhoeverIsRefusedAndSoonToEverybody() {
    String student = People.student(17);
    Writer.execute("UPDATE student SET year = 9 WHERE id = '" + student + "'");
    try {
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  enroll(student, "CSE2007-01")
                      .then()
                      .statusCode(403)
                      .body("type", equalTo("urn:sugang:problem:no-window")));
    } finally {
      Writer.execute("UPDATE student SET year = 1 WHERE id = '" + student + "'");
    }

    enroll(student, "CSE2008-01").then().statusCode(202);
  }

  @Test
  void afterReopeningNumbersGoOnInAHigherEpochAndReceiptsStay() {
    long before = enroll(People.student(7), "CSE1003-01").path("number");
    doors.open(2);

    assertThat(enroll(People.student(7), "CSE1003-01").<Long>path("number")).isEqualTo(before);
    assertThat(enroll(People.student(8), "CSE1003-01").<Long>path("number"))
        .isGreaterThan(2 * (1L << 40));
  }

  @Test
  void theWindowIsToldWithItsTimes() throws Exception {
    String freshman = People.student(0);
    try {
      Writer.execute(
          "UPDATE registration_window SET opens_at = '2099-01-01', closes_at = '2099-02-01'");
      awaitTerms("2099-01-01T00:00:00Z");
      enroll(freshman, "CSE1003-02")
          .then()
          .statusCode(403)
          .body("type", equalTo("urn:sugang:problem:window-not-open"))
          .body("opensAt", equalTo("2099-01-01T00:00:00Z"));
      Writer.execute(
          "UPDATE registration_window SET opens_at = '2020-01-01', closes_at = '2020-02-01'");
      awaitTerms("2020-01-01T00:00:00Z");
      enroll(freshman, "CSE1003-02")
          .then()
          .statusCode(403)
          .body("type", equalTo("urn:sugang:problem:window-closed"))
          .body("closesAt", equalTo("2020-02-01T00:00:00Z"));
    } finally {
      Writer.execute(
          "UPDATE registration_window SET opens_at = '2020-01-01', closes_at = '2099-01-01'");
      awaitTerms("2020-01-01T00:00:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"enroll\"                              | 400 | malformed-json  | ",
        "nonsense                                          | 400 | malformed-json  | ",
        "[]                                                | 400 | invalid-field   | (body)",
        "{}                                                | 400 | invalid-field   | type",
        "{\"type\":\"steal\",\"section\":\"CSE1001-01\"}   | 400 | invalid-field   | type",
        "{\"type\":\"enroll\"}                             | 400 | invalid-field   | section",
        "{\"type\":\"enroll\",\"section\":5}               | 400 | invalid-field   | section",
        "{\"type\":\"enroll\",\"section\":[\"CSE1001-01\"]}| 400 | invalid-field   | section",
        "{\"type\":\"enroll\",\"section\":\"../etc\"}      | 400 | invalid-field   | section",
        "{\"type\":\"enroll\",\"section\":\"CSE1001-01\",\"x\":1} | 400 | unknown-field | x",
        "{\"type\":\"enroll\",\"type\":\"enroll\",\"section\":\"CSE1001-01\"} | 400 | malformed-json | ",
        "{\"type\":\"enroll\",\"section\":\"CSE1001-01\"} {} | 400 | invalid-field | ",
        "{\"type\":\"enroll\",\"section\":\"NONE-01\"}     | 404 | section-unknown | ",
      })
  void badBodiesAreRefusedByNameAndNothingIsQueued(
      String body, int status, String problem, String field) {
    long before = queued();

    Response answer = as(People.student(9)).contentType(ContentType.JSON).body(body).post(REQUESTS);

    assertThat(answer.asString()).contains("urn:sugang:problem:");
    answer.then().statusCode(status).contentType("application/problem+json");
    if (field != null) {
      answer
          .then()
          .body("type", equalTo("urn:sugang:problem:" + problem))
          .body("field", equalTo(field));
    }
    assertThat(queued()).isEqualTo(before);
  }

  @Test
  void anEmptyBodyIsRefused() {
    as(People.student(9))
        .contentType(ContentType.JSON)
        .post(REQUESTS)
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    as(People.student(9))
        .contentType(ContentType.JSON)
        .body("{\"type\":\"" + "x".repeat(17_000) + "\"}")
        .post(REQUESTS)
        .then()
        .statusCode(413)
        .contentType("application/problem+json")
        .body("limit", equalTo(16384));
  }

  @Test
  void anotherMediaTypeIsRefused() {
    as(People.student(9))
        .contentType(ContentType.TEXT)
        .body("enroll")
        .post(REQUESTS)
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
  }

  @Test
  void onlyAGoodTokenOpensTheDoor() throws Exception {
    String student = People.student(10);
    Instant later = Instant.now().plusSeconds(600);
    var strangersKey = new RSAKeyGenerator(2048).keyID(People.key().getKeyID()).generate();
    String none =
        base64("{\"alg\":\"none\"}")
            + "."
            + base64(
                "{\"sub\":\""
                    + student
                    + "\",\"iss\":\"urn:sugang:local\",\"groups\":[\"student\"]}")
            + ".";
    Map<String, String> bad = new HashMap<>();
    bad.put(
        "forged",
        People.sign(
            new RSASSASigner(strangersKey),
            People.key().getKeyID(),
            student,
            "student",
            "urn:sugang:local",
            later));
    bad.put(
        "expired",
        People.token(student, "student", "urn:sugang:local", Instant.now().minusSeconds(120)));
    bad.put("other issuer", People.token(student, "student", "urn:somebody", later));
    bad.put("none", none);
    bad.put(
        "HS256",
        People.sign(
            new MACSigner(
                People.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)),
            People.key().getKeyID(),
            student,
            "student",
            "urn:sugang:local",
            later));
    bad.put("garbage", "abc");
    Instant now = Instant.now();
    bad.put("issued in the future", People.token(student, now.plusSeconds(300), later));
    bad.put("issued at no time", People.token(student, null, later));
    bad.put("issued long ago", People.token(student, Instant.ofEpochSecond(-1), later));
    bad.put("for a year", People.token(student, now, now.plusSeconds(365 * 86_400)));
    long before = queued();

    bad.forEach(
        (kind, token) ->
            given()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(body("CSE1001-01"))
                .post(REQUESTS)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue())
                .contentType("application/problem+json"));
    given()
        .contentType(ContentType.JSON)
        .body(body("CSE1001-01"))
        .post(REQUESTS)
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    assertThat(queued()).isEqualTo(before);
  }

  @Test
  void aRegistrarMayNotAskForASeat() {
    given()
        .header(
            "Authorization",
            "Bearer "
                + People.token(
                    "registrar-1", "registrar", "urn:sugang:local", Instant.now().plusSeconds(600)))
        .contentType(ContentType.JSON)
        .body(body("CSE1001-01"))
        .post(REQUESTS)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:forbidden"));
  }

  @Test
  void aStudentWhomTheOfficeDoesNotKnowIsToldSo() {
    enroll("1999999999", "CSE1001-01")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:student-unknown"));
    as("1999999999")
        .get("/api/v1/me")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:student-unknown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/requests/nonsense",
        "/api/v1/requests/..%2f..%2fme",
        "/api/v1/sections/..%2f..",
        "/api/v1/sections/CSE1001-01%00",
        "/api/v1/sections/NONE-01",
        "/api/v2/requests",
        "/nothing/here"
      })
  void pathsThatLeadNowhereAreNotFound(String path) {
    as(People.student(11))
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void problemsSpeakKoreanToWhomAsksForIt() {
    Response english = as(People.student(9)).get("/api/v1/sections/NONE-01");
    Response korean =
        as(People.student(9))
            .header("Accept-Language", "ko-KR,ko;q=0.9")
            .get("/api/v1/sections/NONE-01");

    english.then().body("title", equalTo("No such section"));
    korean.then().header("Content-Language", "ko").body("title", equalTo("없는 분반입니다"));
  }

  @Test
  void aSectionTellsItsSeatsAndIsCacheable() {
    Response answer = given().get("/api/v1/sections/CSE2005-01");

    answer
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("max-age=1"))
        .header("ETag", notNullValue())
        .body("remaining", notNullValue())
        .body("lineLength", equalTo(0));
    given()
        .header("If-None-Match", answer.header("ETag"))
        .get("/api/v1/sections/CSE2005-01")
        .then()
        .statusCode(304);
  }

  @Test
  void sectionsAreFoundByWhatPeopleLookFor() {
    given()
        .get("/api/v1/sections?department=CSE")
        .then()
        .statusCode(200)
        .body("total", equalTo(30));
    given().get("/api/v1/sections?q=윤리").then().body("total", equalTo(60));
    given().get("/api/v1/sections").then().body("total", equalTo(900)).body("pages", equalTo(18));
    given()
        .get("/api/v1/sections?credits=many")
        .then()
        .statusCode(400)
        .body("field", equalTo("credits"));
    given().get("/api/v1/sections?page=0").then().statusCode(400).body("field", equalTo("page"));
  }

  @Test
  void whoIAmAndWhatTimeItIs() {
    as(People.student(0))
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("id", equalTo(People.student(0)))
        .body("credits.used", equalTo(0))
        .body("credits.allowed", equalTo(18))
        .body("window.state", notNullValue());
    given()
        .get("/api/v1/time")
        .then()
        .statusCode(200)
        .body("zone", equalTo("Asia/Seoul"))
        .body("source", equalTo("line"));
    as(People.student(0)).get("/api/v1/enrollments?fresh=true").then().statusCode(200);
    given().get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/requests"));
    given().get("/q/swagger-ui/").then().statusCode(200);
  }

  @Test
  void metricsAndHealthAreNotOnThePublicPort() {
    given().get("/q/metrics").then().statusCode(404);
    given().get("/q/health").then().statusCode(404);
  }

  private static Response enroll(String student, String section) {
    return enroll(student, section, Map.of());
  }

  private static Response enroll(String student, String section, Map<String, String> headers) {
    return as(student)
        .headers(headers)
        .contentType(ContentType.JSON)
        .body(body(section))
        .post(REQUESTS);
  }

  private static String body(String section) {
    return "{\"type\":\"enroll\",\"section\":\"" + section + "\"}";
  }

  private static RequestSpecification as(String student) {
    return given().header("Authorization", "Bearer " + People.token(student));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void awaitTerms(String opensAt) {
    await()
        .until(
            () -> given().get("/api/v1/terms").<String>path("terms[0].windows[0].opensAt"),
            opensAt::equals);
  }

  private long queued() {
    String url = LocalStack.status().sqs().queueUrls().get(Queue.REQUESTS.queueName());
    return Long.parseLong(
        sqs.getQueueAttributes(
                request ->
                    request
                        .queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .join()
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
  }
}
