package io.sugang.gateway.inbound.http.enroll;

import static io.sugang.gateway.Api.accepted;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static io.sugang.gateway.Api.enroll;
import static io.sugang.testing.Database.writer;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sugang.contract.decision.RequestState;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.application.catalogue.AcceptingPauses;
import io.sugang.gateway.line.Decisions;
import io.sugang.gateway.line.Doors;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operators let nobody join: told by the real enrollment-service, from the real database. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class PausedJoiningIT {

  private static final long EPOCH = 1;

  @Inject Doors doors;
  @Inject Decisions decisions;
  @Inject AcceptingPauses pauses;

  @BeforeEach
  void open() {
    doors.open(EPOCH);
    awaitCopies();
  }

  @AfterEach
  void goOn() {
    writer().execute("DELETE FROM pause");
    awaitOpen();
  }

  @Test
  void nobodyNewIsLetInAndWhoeverHasAReceiptGetsIt() {
    String known = People.student(341);
    Response receipt = accepted(known, "STA3011-02");
    pause("", "The network is being repaired until ten.");
    String student = People.student(342);
    awaitPaused();

    enroll(student, "STA3011-02", Map.of("Idempotency-Key", "k1"))
        .then()
        .statusCode(503)
        .header("Retry-After", "15")
        .body("type", equalTo("urn:sugang:problem:registration-paused"))
        .body("detail", containsString("The network is being repaired until ten."));
    enroll(student, "STA3011-02", Map.of("Accept-Language", "ko"))
        .then()
        .body("title", equalTo("수강신청이 일시 중지되었습니다"));
    enroll(known, "STA3011-02").then().statusCode(200).body("id", equalTo(receipt.path("id")));
    as(known).get("/api/v1/requests/" + receipt.path("id")).then().statusCode(200);

    writer().execute("DELETE FROM pause");
    await()
        .until(
            () -> enroll(student, "STA3011-02", Map.of("Idempotency-Key", "k1")).statusCode(),
            status -> status == 202);
  }

  @Test
  void nothingIsDroppedMeanwhileEither() {
    String student = People.student(343);
    Response won = accepted(student, "STA3012-01");
    decisions.show("STA3012-01", won.path("number"), student, RequestState.ADMITTED, 1, EPOCH);
    pause("2027-1", "");
    awaitPaused();

    as(student)
        .delete("/api/v1/enrollments/STA3012-01")
        .then()
        .statusCode(503)
        .body("type", equalTo("urn:sugang:problem:registration-paused"));
  }

  @Test
  void theOtherTermsGoOn() {
    pause("2026-9", "");
    await().until(() -> pauses.isIn("2026-9"));
    String student = People.student(345);

    accepted(student, "STA3012-02");
  }

  private static void pause(String term, String message) {
    writer()
        .execute(
            """
            INSERT INTO pause (work, term_id, message, since, who, reason)
            VALUES ('accepting', '%s', '%s', NOW(3), 'operator-1', 'a test')\
            """
                .formatted(term, message));
  }

  private void awaitPaused() {
    await().until(() -> pauses.isIn("2027-1"));
  }

  private void awaitOpen() {
    await().until(() -> !pauses.isIn("2027-1"));
  }
}
