package io.sugang.gateway.inbound.http.enroll;

import static io.sugang.gateway.Api.accepted;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static io.sugang.gateway.Api.awaitWindow;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sugang.contract.decision.RequestState;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Decisions;
import io.sugang.gateway.line.Doors;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drops over HTTP with the real Redis and SQS; decisions are shown as a worker would. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class DropsResourceIT {

  private static final long EPOCH = 1;

  @Inject Doors doors;
  @Inject Decisions decisions;

  @BeforeEach
  void open() {
    doors.open(EPOCH);
    awaitCopies();
  }

  @Test
  void aWithdrawalIsARequestOfItsOwnAndRepeatsGiveItsReceipt() {
    String student = People.student(320);
    Response request = accepted(student, "STA1001-01");

    Response drop = as(student).delete("/api/v1/requests/" + request.path("id"));
    Response again = as(student).delete("/api/v1/requests/" + request.path("id"));

    drop.then()
        .statusCode(202)
        .body("type", equalTo("drop"))
        .body("releases", equalTo(request.<String>path("id")))
        .body("position", equalTo(1));
    again.then().statusCode(200).body("id", equalTo(drop.<String>path("id")));
  }

  @Test
  void whoLetGoAndAsksAgainStandsAtTheEndOfTheLine() {
    String student = People.student(321);
    Response first = accepted(student, "STA1001-02");
    as(student).delete("/api/v1/requests/" + first.path("id")).then().statusCode(202);

    Response second = accepted(student, "STA1001-02");

    second.then().statusCode(202).body("position", equalTo(2));
    assertThat(second.<Long>path("number")).isGreaterThan(first.<Long>path("number"));
  }

  @Test
  void aSeatIsDroppedOnceAndALateRepeatNeverDropsALaterOne() {
    String student = People.student(322);
    Response won = accepted(student, "STA1002-01");
    decisions.show("STA1002-01", won.path("number"), student, RequestState.ADMITTED, 1, EPOCH);
    Response drop = as(student).delete("/api/v1/enrollments/STA1002-01?receipt=" + won.path("id"));
    drop.then().statusCode(202).body("releases", equalTo(won.<String>path("id")));
    decisions.show("STA1002-01", won.path("number"), student, RequestState.DROPPED, 2, EPOCH);
    Response wonAgain = accepted(student, "STA1002-01");
    decisions.show("STA1002-01", wonAgain.path("number"), student, RequestState.ADMITTED, 3, EPOCH);

    Response late = as(student).delete("/api/v1/enrollments/STA1002-01?receipt=" + won.path("id"));
    as(student).delete("/api/v1/enrollments/STA1002-01?receipt=").then().statusCode(404);

    late.then().statusCode(200).body("id", equalTo(drop.<String>path("id")));
    as(student)
        .get("/api/v1/requests/" + wonAgain.path("id"))
        .then()
        .body("state", equalTo("admitted"));
  }

  @Test
  void whatIsNoSeatIsNotDroppedAsOne() {
    String student = People.student(323);
    Response listed = accepted(student, "STA1002-02");
    as(student)
        .delete("/api/v1/enrollments/STA1002-02")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:sugang:problem:not-admitted"))
        .body("state", equalTo("waiting"));
    decisions.show("STA1002-02", listed.path("number"), student, RequestState.WAITLISTED, 1, EPOCH);

    as(student).delete("/api/v1/enrollments/STA1002-02").then().statusCode(409);
    as(student)
        .delete("/api/v1/waitlist/STA1002-02")
        .then()
        .statusCode(202)
        .body("releases", equalTo(listed.<String>path("id")));
  }

  @Test
  void whoHasNothingHasNothingToDrop() {
    String student = People.student(324);
    Response refused = accepted(student, "STA1003-01");
    decisions.show("STA1003-01", refused.path("number"), student, RequestState.REFUSED, 1, EPOCH);

    for (String path : new String[] {"enrollments/STA1003-01", "waitlist/STA1003-02"}) {
      as(student)
          .delete("/api/v1/" + path)
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:sugang:problem:nothing-to-drop"));
    }
  }

  @Test
  void somebodyElsesReceiptLetsNothingGo() {
    Response theirs = accepted(People.student(325), "STA1004-01");

    as(People.student(326))
        .delete("/api/v1/requests/" + theirs.path("id"))
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:sugang:problem:request-unknown"));
  }

  @Test
  void aDropThatWasQuarantinedDoesNotStandInTheWayOfTheNext() {
    String student = People.student(327);
    Response won = accepted(student, "STA1004-02");
    decisions.show("STA1004-02", won.path("number"), student, RequestState.ADMITTED, 1, EPOCH);
    Response first = as(student).delete("/api/v1/enrollments/STA1004-02");
    decisions.show("STA1004-02", first.path("number"), student, RequestState.QUARANTINED, 2, EPOCH);

    Response second = as(student).delete("/api/v1/enrollments/STA1004-02");

    second.then().statusCode(202).body("releases", equalTo(won.<String>path("id")));
    assertThat(second.<String>path("id")).isNotEqualTo(first.<String>path("id"));
  }

  @Test
  void anIdempotencyKeyReplaysTheFirstAnswer() {
    String student = People.student(328);
    Response request = accepted(student, "BIO1001-01");
    String path = "/api/v1/requests/" + request.path("id");

    Response first = as(student).header("Idempotency-Key", "d1").delete(path);
    Response again = as(student).header("Idempotency-Key", "d1").delete(path);

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.asString()).isEqualTo(first.asString());
    as(student)
        .header("Idempotency-Key", "d1")
        .delete("/api/v1/enrollments/BIO1001-01")
        .then()
        .statusCode(422);
  }

  /** The waitlist is served whenever seats are added, also after the window has closed. */
  @Test
  void whoWasPromotedMayGiveTheSeatBackForADayWhateverTheWindowSays() {
    String promoted = People.student(329);
    String longAgo = People.student(330);
    String admitted = People.student(331);
    long first = accepted(promoted, "BIO1002-01").path("number");
    long second = accepted(longAgo, "BIO1002-01").path("number");
    long third = accepted(admitted, "BIO1002-01").path("number");
    Instant now = Instant.now();
    decisions.promote("BIO1002-01", first, promoted, now.minus(Duration.ofHours(23)), 1, EPOCH);
    decisions.promote("BIO1002-01", second, longAgo, now.minus(Duration.ofHours(25)), 2, EPOCH);
    decisions.show("BIO1002-01", third, admitted, RequestState.ADMITTED, 3, EPOCH);
    try {
      writer()
          .execute(
              "UPDATE registration_window SET opens_at = '2020-01-01', closes_at = '2020-02-01'");
      awaitWindow("closesAt", "2020-02-01T00:00:00Z");
      drop(admitted).then().statusCode(403).body("type", isWindowClosed());
      drop(longAgo).then().statusCode(403).body("type", isWindowClosed());
      drop(promoted).then().statusCode(202);
    } finally {
      writer()
          .execute(
              "UPDATE registration_window SET opens_at = '2020-01-01', closes_at = '2099-01-01'");
      awaitWindow("closesAt", "2099-01-01T00:00:00Z");
    }
    drop(admitted).then().statusCode(202);
  }

  private static Matcher<String> isWindowClosed() {
    return equalTo("urn:sugang:problem:window-closed");
  }

  private static Response drop(String student) {
    return as(student).delete("/api/v1/enrollments/BIO1002-01");
  }
}
