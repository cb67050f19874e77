package io.sugang.enrollment.operations;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.reader;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.sugang.testing.LocalStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators hold things up and let them go on. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class PausesIT {

  @BeforeEach
  @AfterEach
  void nothingIsHeldUp() {
    writer().execute("DELETE FROM pause");
  }

  @Test
  void aPauseIsKeptTillItEndsAndTheAuditTellsBoth() {
    begin(
            "{\"work\":\"accepting\",\"term\":\"2027-1\",\"message\":\"열 시까지 점검합니다.\",\"reason\":\"network\"}",
            200)
        .body("pauses", hasSize(1))
        .body("pauses[0].work", equalTo("accepting"))
        .body("pauses[0].term", equalTo("2027-1"))
        .body("pauses[0].section", equalTo(""))
        .body("pauses[0].message", equalTo("열 시까지 점검합니다."))
        .body("pauses[0].who", equalTo("operator-1"));
    await()
        .untilAsserted(
            () ->
                as("gateway", "service")
                    .get("/internal/v1/accepting-pauses")
                    .then()
                    .statusCode(200)
                    .body("[0].term", equalTo("2027-1"))
                    .body("[0].message", equalTo("열 시까지 점검합니다.")));

    end("{\"work\":\"accepting\",\"term\":\"2027-1\",\"reason\":\"repaired\"}", 200)
        .body("pauses", hasSize(0));
    end("{\"work\":\"accepting\",\"term\":\"2027-1\",\"reason\":\"again\"}", 409)
        .body("type", equalTo("urn:sugang:problem:not-paused"));

    await()
        .untilAsserted(
            () ->
                assertThat(reader().number("SELECT MAX(id) FROM audit"))
                    .isEqualTo(writer().number("SELECT MAX(id) FROM audit")));
    as("operator-2", "operator")
        .get("/ops/v1/audit")
        .then()
        .statusCode(200)
        .body("audit[0].action", equalTo("resume-accepting"))
        .body("audit[0].subject", equalTo("term 2027-1"))
        .body("audit[0].reason", equalTo("repaired"))
        .body("audit[1].action", equalTo("pause-accepting"))
        .body("audit[1].reason", equalTo("network"));
  }

  @Test
  void twiceIsOneWithTheLaterReason() {
    begin("{\"work\":\"mail\",\"reason\":\"one\"}", 200);
    begin("{\"work\":\"mail\",\"reason\":\"two\"}", 200)
        .body("pauses", hasSize(1))
        .body("pauses[0].reason", equalTo("two"));
    begin("{\"work\":\"deciding\",\"section\":\"CSE1001-01\",\"reason\":\"three\"}", 200)
        .body("pauses", hasSize(2))
        .body("pauses[0].section", equalTo("CSE1001-01"));
    as("gateway", "service")
        .get("/internal/v1/accepting-pauses")
        .then()
        .statusCode(200)
        .body("", hasSize(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400",
        "[] | 400",
        "{\"work\":\"sleeping\",\"reason\":\"r\"} | 400",
        "{\"work\":\"mail\"} | 400",
        "{\"work\":\"mail\",\"term\":\"2027-1\",\"reason\":\"r\"} | 400",
        "{\"work\":\"mail\",\"message\":\"m\",\"reason\":\"r\"} | 400",
        "{\"work\":\"accepting\",\"section\":\"CSE1001-01\",\"reason\":\"r\"} | 400",
        "{\"work\":\"deciding\",\"section\":\"CSE1001-01\",\"term\":\"2027-1\",\"reason\":\"r\"} | 400",
        "{\"work\":\"deciding\",\"section\":\"a b\",\"reason\":\"r\"} | 400",
        "{\"work\":\"deciding\",\"section\":\"NOWHERE-99\",\"reason\":\"r\"} | 404",
        "{\"work\":\"deciding\",\"term\":\"1999-1\",\"reason\":\"r\"} | 400"
      })
  void whatCannotBeMeantIsRefusedAndHoldsNothingUp(String body, int status) {
    long audited = writer().number("SELECT COUNT(*) FROM audit");

    begin(body, status);

    assertThat(writer().number("SELECT COUNT(*) FROM pause")).isZero();
    assertThat(writer().number("SELECT COUNT(*) FROM audit")).isEqualTo(audited);
  }

  @ParameterizedTest
  @ValueSource(strings = {"student", "registrar", "service"})
  void nobodyElseMay(String role) {
    as("2027010001", role).get("/ops/v1/pauses").then().statusCode(403);
    as("2027010001", role)
        .contentType(ContentType.JSON)
        .body("{\"work\":\"mail\",\"reason\":\"r\"}")
        .put("/ops/v1/pauses")
        .then()
        .statusCode(403);
    as("2027010001", role)
        .contentType(ContentType.JSON)
        .body("{\"work\":\"mail\",\"reason\":\"r\"}")
        .post("/ops/v1/pauses/end")
        .then()
        .statusCode(403);
  }

  @Test
  void operatorsAreNoService() {
    as("operator-1", "operator").get("/internal/v1/accepting-pauses").then().statusCode(403);
  }

  private static ValidatableResponse begin(String body, int status) {
    return as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body(body)
        .put("/ops/v1/pauses")
        .then()
        .statusCode(status);
  }

  private static ValidatableResponse end(String body, int status) {
    return as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body(body)
        .post("/ops/v1/pauses/end")
        .then()
        .statusCode(status);
  }
}
