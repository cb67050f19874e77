package io.sugang.gateway.inbound.http;

import static io.restassured.RestAssured.given;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Doors;
import io.sugang.testing.http.RawHttp;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway shows of enrollment-service's data, from its copies. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class CatalogueIT {

  @Inject Doors doors;

  @ConfigProperty(name = "quarkus.http.test-port")
  int port;

  @BeforeEach
  void open() {
    doors.open(1);
    awaitCopies();
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
    requireUnchanged("/api/v1/sections/CSE2005-01", answer.header("ETag"));
  }

  @Test
  void aListIsCacheable() {
    Response answer = given().get("/api/v1/sections?department=CSE&credits=3");

    answer.then().statusCode(200).header("Cache-Control", containsString("max-age=1"));
    requireUnchanged("/api/v1/sections?department=CSE&credits=3", answer.header("ETag"));
  }

  private static void requireUnchanged(String path, String tag) {
    String strong = tag.substring("W/".length());
    for (String known : List.of(tag, strong, "\"other\", " + strong, "*")) {
      given().header("If-None-Match", known).get(path).then().statusCode(304).header("ETag", tag);
    }
    for (String other : List.of("\"other\"", "nonsense")) {
      given().header("If-None-Match", other).get(path).then().statusCode(200);
    }
  }

  /** There need be no proxy before the gateway that does it. */
  @Test
  void longAnswersAreCompressedForWhomTakesThat() {
    var plain = List.of("GET /api/v1/sections HTTP/1.1", "Host: localhost");
    var zipped =
        List.of("GET /api/v1/sections HTTP/1.1", "Host: localhost", "Accept-Encoding: gzip");

    RawHttp.Answer whole = new RawHttp(port).send(plain, "");
    RawHttp.Answer shorter = new RawHttp(port).send(zipped, "");

    assertThat(whole.header("Content-Encoding").orElse("identity")).isEqualTo("identity");
    assertThat(shorter.header("Content-Encoding")).hasValue("gzip");
    assertThat(whole.header("Vary").orElse("")).isEqualToIgnoringCase("Accept-Encoding");
    assertThat(shorter.header("Vary").orElse("")).isEqualToIgnoringCase("Accept-Encoding");
    assertThat(shorter.body().length()).isLessThan(whole.body().length() / 3);
  }

  @Test
  void sectionsAreFoundByWhatPeopleLookFor() {
    given()
        .get("/api/v1/sections?department=CSE")
        .then()
        .statusCode(200)
        .body("total", equalTo(30));
    given().get("/api/v1/sections?q=윤리").then().body("total", equalTo(60));
    given().get("/api/v1/sections?q=건축학 개론").then().body("total", greaterThan(0));
    given().get("/api/v1/sections?q=개론 건축학").then().body("total", greaterThan(0));
    given().get("/api/v1/sections?term=1999-1").then().body("total", equalTo(0));
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
}
