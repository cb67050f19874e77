package io.sugang.gateway.inbound.http;

import static io.sugang.gateway.Api.awaitCopies;
import static io.sugang.gateway.Api.enroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Doors;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks while the line is closed is told so, and numbers go on where they ended. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class ClosedLineIT {

  @Inject Doors doors;

  @BeforeEach
  void open() {
    doors.open(1);
    awaitCopies();
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
  void afterReopeningNumbersGoOnInAHigherEpochAndReceiptsStay() {
    long before = enroll(People.student(7), "CSE1003-01").path("number");
    doors.open(2);

    assertThat(enroll(People.student(7), "CSE1003-01").<Long>path("number")).isEqualTo(before);
    assertThat(enroll(People.student(8), "CSE1003-01").<Long>path("number"))
        .isGreaterThan(2 * (1L << 40));
  }
}
