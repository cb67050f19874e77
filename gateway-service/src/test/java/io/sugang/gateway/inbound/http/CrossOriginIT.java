package io.sugang.gateway.inbound.http;

import static io.restassured.RestAssured.given;
import static io.sugang.gateway.Api.REQUESTS;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.SharedWithSites.PORTAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.containsStringIgnoringCase;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sugang.gateway.Api;
import io.sugang.gateway.People;
import io.sugang.gateway.SharedWithSites;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of other web sites call the gateway from a browser. */
@QuarkusTest
@WithTestResource(value = SharedWithSites.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class CrossOriginIT {

  private static final String ALLOWED = "Access-Control-Allow-Origin";
  private static final String COOKIES = "Access-Control-Allow-Credentials";

  @BeforeEach
  void open() {
    Api.awaitCopies();
  }

  @Test
  void aBrowserMayAskForASeatFromAPageThatIsConfigured() {
    given()
        .header("Origin", PORTAL)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
        .options(REQUESTS)
        .then()
        .statusCode(204)
        .header(ALLOWED, PORTAL)
        .header(COOKIES, nullValue())
        .header("Access-Control-Allow-Methods", containsString("POST"))
        .header("Access-Control-Allow-Headers", containsStringIgnoringCase("Idempotency-Key"))
        .header("Access-Control-Max-Age", "600");
  }

  @Test
  void aPageThatIsConfiguredReadsAnswersAndProblems() {
    Response answer =
        as(People.student(9))
            .header("Origin", "http://localhost:3000")
            .get("/api/v1/sections/NONE-01");

    answer
        .then()
        .statusCode(404)
        .header(ALLOWED, "http://localhost:3000")
        .header(COOKIES, nullValue())
        .header("Access-Control-Expose-Headers", containsString("Retry-After"));
    assertThat(answer.headers().getValues("Vary"))
        .containsExactlyInAnyOrder("origin", "Accept-Language");
    given()
        .header("Origin", PORTAL)
        .urlEncodingEnabled(false)
        .get("/api/v1/..%2f..")
        .then()
        .statusCode(404)
        .header(ALLOWED, PORTAL);
  }

  @Test
  void anyOtherPageIsKeptFromTheAnswer() {
    as(People.student(9))
        .header("Origin", "https://evil.example")
        .get("/api/v1/terms")
        .then()
        .header(ALLOWED, nullValue())
        .header("Vary", containsStringIgnoringCase("origin"));
    given()
        .header("Origin", "https://evil.example")
        .header("Access-Control-Request-Method", "POST")
        .options(REQUESTS)
        .then()
        .statusCode(204)
        .header(ALLOWED, nullValue());
  }
}
