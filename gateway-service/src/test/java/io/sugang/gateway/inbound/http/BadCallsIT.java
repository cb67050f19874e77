package io.sugang.gateway.inbound.http;

import static io.restassured.RestAssured.given;
import static io.sugang.gateway.Api.REQUESTS;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.sugang.contract.queue.Queue;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Doors;
import io.sugang.testing.Queues;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Calls that nobody should make are refused by name. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class BadCallsIT {

  @Inject Doors doors;
  @Inject SqsAsyncClient sqs;

  @BeforeEach
  void open() {
    doors.open(1);
    awaitCopies();
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
    long before = new Queues(sqs).length(Queue.REQUESTS);

    Response answer = as(People.student(9)).contentType(ContentType.JSON).body(body).post(REQUESTS);

    assertThat(answer.asString()).contains("urn:sugang:problem:");
    answer.then().statusCode(status).contentType("application/problem+json");
    if (field != null) {
      answer
          .then()
          .body("type", equalTo("urn:sugang:problem:" + problem))
          .body("field", equalTo(field));
    }
    assertThat(new Queues(sqs).length(Queue.REQUESTS)).isEqualTo(before);
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

  @ParameterizedTest
  @CsvSource({
    "/api/v1/sections?search=law,unknown-parameter,search",
    "/api/v1/sections?q=law&q=art,invalid-field,q",
    "/api/v1/sections?open=1,invalid-field,open",
    "/api/v1/sections/CSE1001-01?q=law,unknown-parameter,q",
    "/api/v1/terms?term=2027-1,unknown-parameter,term",
    "/api/v1/enrollments?fresh=1,invalid-field,fresh",
    "/api/v1/me?id=1,unknown-parameter,id",
    "/api/v1/requests?pages=2,unknown-parameter,pages"
  })
  void parametersMeanWhatTheySayOrAreRefused(String path, String problem, String field) {
    as(People.student(9))
        .get(path)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:sugang:problem:" + problem))
        .body("field", equalTo(field));
  }

  /** Whoever asks for help names it. */
  @Test
  void whatIsTurnedAwayAtTheEdgeHasARequestId() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    for (String path : new String[] {"/api/v1/sections/..%2f..", "/api/v1/terms", "/nothing"}) {
      as(People.student(9))
          .urlEncodingEnabled(false)
          .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
          .get(path)
          .then()
          .header("X-Request-Id", equalTo(trace));
    }
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
  void metricsAndHealthAreNotOnThePublicPort() {
    given().get("/q/metrics").then().statusCode(404);
    given().get("/q/health").then().statusCode(404);
  }
}
