package io.sugang.gateway.inbound.http.enroll;

import static io.sugang.gateway.Api.accepted;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static io.sugang.gateway.Api.enroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.sugang.contract.decision.RequestState;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Decisions;
import io.sugang.gateway.line.Doors;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Swaps over HTTP with the real Redis and SQS; decisions are shown as a worker would. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class SwapsIT {

  private static final long EPOCH = 1;
  private static final String HAS = "PHI3009-01";
  private static final String WANTS = "PHI3009-02";
  private static final String OTHER = "PHI3010-01";

  @Inject Doors doors;
  @Inject Decisions decisions;

  @BeforeEach
  void open() {
    doors.open(EPOCH);
    awaitCopies();
  }

  private Response won(String student, String section, long version) {
    Response won = accepted(student, section);
    decisions.show(section, won.path("number"), student, RequestState.ADMITTED, version, EPOCH);
    return won;
  }

  private static Response swap(String student, String section, String source) {
    return as(student)
        .contentType(ContentType.JSON)
        .body("{\"type\":\"swap\",\"section\":\"%s\",\"source\":\"%s\"}".formatted(section, source))
        .post("/api/v1/requests");
  }

  @Test
  void aSwapNamesWhatItGivesUpAndARepeatGetsItsReceipt() {
    String student = People.student(370);
    Response has = won(student, HAS, 1);

    Response swap = swap(student, WANTS, HAS);
    Response again = swap(student, WANTS, HAS);

    swap.then()
        .statusCode(202)
        .body("type", equalTo("swap"))
        .body("source", equalTo(HAS))
        .body("releases", equalTo(has.<String>path("id")));
    again
        .then()
        .statusCode(200)
        .body("id", equalTo(swap.<String>path("id")))
        .body("type", equalTo("swap"));
    as(student)
        .get("/api/v1/requests/" + swap.path("id"))
        .then()
        .body("type", equalTo("swap"))
        .body("source", equalTo(HAS))
        .body("releases", equalTo(has.<String>path("id")))
        .body("state", equalTo("waiting"));
  }

  @Test
  void whoHasSwappedGetsTheSameReceiptThoughTheSourceIsGone() {
    String student = People.student(371);
    Response has = won(student, HAS, 2);
    Response swap = swap(student, WANTS, HAS);
    decisions.show(WANTS, swap.path("number"), student, RequestState.ADMITTED, 1, EPOCH);
    decisions.show(HAS, has.path("number"), student, RequestState.DROPPED, 3, EPOCH);

    swap(student, WANTS, HAS).then().statusCode(200).body("id", equalTo(swap.<String>path("id")));
    // She has the seat, whatever she gave for it.
    enroll(student, WANTS).then().statusCode(200).body("id", equalTo(swap.<String>path("id")));
  }

  @Test
  void whoHasWonTheSourceAnewGetsTheOldSwapsReceipt() {
    String student = People.student(377);
    Response has = won(student, HAS, 7);
    Response swap = swap(student, WANTS, HAS);
    decisions.show(WANTS, swap.path("number"), student, RequestState.ADMITTED, 3, EPOCH);
    decisions.show(HAS, has.path("number"), student, RequestState.DROPPED, 8, EPOCH);
    var unused = won(student, HAS, 9);

    swap(student, WANTS, HAS).then().statusCode(200).body("id", equalTo(swap.<String>path("id")));
  }

  @Test
  void whoHasTheSeatByItselfIsNotToldToWithdrawIt() {
    String student = People.student(378);
    var unused = won(student, HAS, 10);
    unused = won(student, WANTS, 4);

    swap(student, WANTS, HAS)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:sugang:problem:held-otherwise"))
        .body("detail", containsString("/api/v1/enrollments/" + HAS));
  }

  @Test
  void aKeysAnswerSaysAgainWhatIsGivenUp() {
    String student = People.student(379);
    Response has = won(student, HAS, 11);
    Response swap = keyed(student);
    swap.then().statusCode(202);
    keyed(student)
        .then()
        .statusCode(202)
        .header("Idempotent-Replayed", "true")
        .body("releases", equalTo(has.<String>path("id")));

    decisions.showSwapped(WANTS, swap.path("number"), student, HAS, has.path("number"), 5, EPOCH);

    keyed(student)
        .then()
        .statusCode(202)
        .body("id", equalTo(swap.<String>path("id")))
        .body("releases", equalTo(has.<String>path("id")))
        .body("source", equalTo(HAS));
  }

  private static Response keyed(String student) {
    return as(student)
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", "swap-once")
        .body(Map.of("type", "swap", "section", WANTS, "source", HAS))
        .post("/api/v1/requests");
  }

  @Test
  void whoAsksForTheSameOtherwiseIsToldOfTheFirstRequest() {
    String student = People.student(372);
    var unused = won(student, HAS, 4);
    unused = won(student, OTHER, 1);
    Response swap = swap(student, WANTS, HAS);

    for (Response otherwise :
        new Response[] {swap(student, WANTS, OTHER), enroll(student, WANTS)}) {
      otherwise
          .then()
          .statusCode(409)
          .body("type", equalTo("urn:sugang:problem:asked-otherwise"))
          .body("receipt", equalTo(swap.<String>path("id")))
          .body("detail", containsString(swap.<String>path("id")));
    }
  }

  @Test
  void whoWasRefusedAMomentAgoMaySwapAtOnce() {
    String student = People.student(373);
    var unused = won(student, HAS, 5);
    Response refused = accepted(student, WANTS);
    decisions.show(WANTS, refused.path("number"), student, RequestState.REFUSED, 2, EPOCH);

    Response swap = swap(student, WANTS, HAS);

    swap.then().statusCode(202);
    assertThat(swap.<Long>path("number")).isGreaterThan(refused.<Long>path("number"));
  }

  @Test
  void onlyASeatIsGivenUp() {
    String student = People.student(374);
    swap(student, WANTS, HAS)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:sugang:problem:nothing-to-swap"))
        .body("section", equalTo(HAS));

    Response waits = accepted(student, HAS);

    swap(student, WANTS, HAS)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:sugang:problem:not-admitted"))
        .body("receipt", equalTo(waits.<String>path("id")));
  }

  @Test
  void aSwapThatWasDroppedIsAskedForAnew() {
    String student = People.student(375);
    var unused = won(student, HAS, 6);
    Response swap = swap(student, WANTS, HAS);
    as(student).delete("/api/v1/requests/" + swap.path("id")).then().statusCode(202);

    Response anew = swap(student, WANTS, HAS);

    anew.then().statusCode(202);
    assertThat(anew.<Long>path("number")).isGreaterThan(swap.<Long>path("number"));
  }

  @Test
  void badInputIsNamed() {
    String student = People.student(376);
    swap(student, WANTS, WANTS).then().statusCode(400).body("field", equalTo("source"));
    swap(student, WANTS, "nonsense!").then().statusCode(400).body("field", equalTo("source"));
    swap(student, WANTS, "NIX9999-01").then().statusCode(404);
    as(student)
        .contentType(ContentType.JSON)
        .body("{\"type\":\"swap\",\"section\":\"%s\"}".formatted(WANTS))
        .post("/api/v1/requests")
        .then()
        .statusCode(400)
        .body("field", equalTo("source"));
    as(student)
        .contentType(ContentType.JSON)
        .body("{\"type\":\"enroll\",\"section\":\"%s\",\"source\":\"%s\"}".formatted(WANTS, HAS))
        .post("/api/v1/requests")
        .then()
        .statusCode(400)
        .body("field", equalTo("source"));
  }
}
