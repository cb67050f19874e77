package io.sugang.gateway.inbound.http;

import static io.restassured.RestAssured.given;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
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
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway shows of enrollment-service's data, from its copies. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class CatalogueIT {

  @Inject Doors doors;

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
