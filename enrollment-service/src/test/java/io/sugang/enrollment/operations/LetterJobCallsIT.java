package io.sugang.enrollment.operations;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.reader;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.sugang.enrollment.operations.application.LetterJobStore.By;
import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.testing.LocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators may ask of jobs. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class LetterJobCallsIT extends LetterJobScene {

  @Test
  void aJobThatNeedsApprovalBeginsWhenAnotherOperatorAgrees() throws InterruptedException {
    quarantined("OPS3013-01", 1);
    long job = unapproved(Instant.now());

    change(job, "pause", 409);
    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"mine\"}")
        .post("/ops/v1/jobs/" + job + "/approve")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:sugang:problem:own-job"));
    show(job).body("state", equalTo("unapproved")).body("sent", equalTo(0));

    as("operator-2", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"looked at it\"}")
        .post("/ops/v1/jobs/" + job + "/approve")
        .then()
        .statusCode(200)
        .body("approvedBy", equalTo("operator-2"));
    var unused = awaitMessage();
  }

  @Test
  void anApprovalThatComesTooLateIsNone() throws InterruptedException {
    quarantined("OPS3014-01", 1);
    long job = unapproved(Instant.now().minus(Duration.ofMinutes(31)));

    as("operator-2", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"late\"}")
        .post("/ops/v1/jobs/" + job + "/approve")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:sugang:problem:job-state"));
  }

  @Test
  void operatorsHoldJobsUpAndEndThem() throws InterruptedException {
    quarantined("OPS3015-01", 1);
    quarantined("OPS3015-02", 2);
    int job = create("replay", "{\"state\":\"open\"}");
    var unused = awaitMessage();

    change(job, "pause", 200).body("state", equalTo("paused"));
    decide("OPS3015-01");
    change(job, "pause", 409).body("state", equalTo("paused"));
    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"reason\":\"quicker\",\"rate\":50}")
        .post("/ops/v1/jobs/" + job + "/rate")
        .then()
        .statusCode(200)
        .body("rate", equalTo(50));
    change(job, "cancel", 200).body("state", equalTo("cancelled")).body("picked", equalTo(1));
    change(job, "resume", 409);

    audit()
        .body("audit[0].action", equalTo("cancel-job"))
        .body("audit[0].who", equalTo("operator-1"))
        .body("audit[0].subject", equalTo("job " + job))
        .body("audit[0].reason", equalTo("a test"))
        .body("audit[0].before", equalTo("{\"state\":\"paused\",\"rate\":50}"))
        .body("audit[0].after", equalTo("{\"state\":\"cancelled\"}"))
        .body("audit[1].action", equalTo("change-rate"))
        .body("audit[2].action", equalTo("pause-job"))
        .body("audit[3].action", equalTo("replay-letters"))
        .body("audit[3].before", nullValue())
        .body("audit[3].after", notNullValue());
  }

  @Test
  void aPreviewTellsWhatWouldFailAgain() throws InterruptedException {
    quarantined("OPS3016-01", 1);
    quarantined("BIO1001-01", (1L << 30) + 7);
    quarantined("OPS3016-02", 2);
    writer()
        .execute(
            "UPDATE request SET state = 'waiting', reason = NULL, decided_at = NULL WHERE section_id = 'OPS3016-02'");
    writer().execute("UPDATE dead_letter SET state = 'open'");
    replicated();
    try {
      as("operator-1", "operator")
          .contentType(ContentType.JSON)
          .body("{}")
          .post("/ops/v1/jobs/preview")
          .then()
          .statusCode(200)
          .body("letters", equalTo(3))
          .body("decidedAlready", equalTo(0))
          .body("wouldFailAgain.'unknown-section'", equalTo(2))
          .body("wouldFailAgain.'unknown-student'", equalTo(0))
          .body("toBeDecided", equalTo(1));
    } finally {
      writer().execute("DELETE FROM request WHERE number = " + ((1L << 40) + (1L << 30) + 7));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"kind\":\"replay\",\"reason\":\"r\"}",
        "{\"kind\":\"burn\",\"letters\":{},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{},\"reason\":\" \"}",
        "{\"kind\":\"replay\",\"letters\":{}}",
        "{\"kind\":\"replay\",\"letters\":{},\"reason\":\"r\",\"rate\":0}",
        "{\"kind\":\"replay\",\"letters\":{},\"reason\":\"r\",\"rate\":51}",
        "{\"kind\":\"replay\",\"letters\":{},\"reason\":\"r\",\"rate\":1.5}",
        "{\"kind\":\"replay\",\"letters\":{\"state\":\"resolved\"},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"queue\":\"x\"},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"section\":\"a b\"},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"ids\":[]},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"ids\":[null]},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"ids\":[\"1\"]},\"reason\":\"r\"}",
        "{\"kind\":\"replay\",\"letters\":{\"all\":true},\"reason\":\"r\"}"
      })
  void whatCannotBeMeantIsRefused(String body) {
    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body(body)
        .post("/ops/v1/jobs")
        .then()
        .statusCode(400);
    assertThat(writer().number("SELECT COUNT(*) FROM letter_job")).isZero();
  }

  @Test
  void aSelectionThatMatchesNothingSaysSo() {
    as("operator-1", "operator")
        .contentType(ContentType.JSON)
        .body("{\"kind\":\"replay\",\"letters\":{\"section\":\"OPS9999-01\"},\"reason\":\"r\"}")
        .post("/ops/v1/jobs")
        .then()
        .statusCode(422)
        .body("type", equalTo("urn:sugang:problem:nothing-selected"));
    assertThat(writer().number("SELECT COUNT(*) FROM letter_job")).isZero();
  }

  @Test
  void aJobThatIsNotThereIsNotFound() {
    for (String id : List.of("0", "-1", "x", "99999999")) {
      as("operator-1", "operator").get("/ops/v1/jobs/" + id).then().statusCode(404);
      change(id, "pause", 404);
    }
    change("1", "burn", 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"student", "registrar", "service"})
  void nobodyElseMay(String role) {
    for (String path : List.of("jobs", "jobs/1", "audit")) {
      as("2027010001", role).get("/ops/v1/" + path).then().statusCode(403);
    }
    for (String path : List.of("jobs", "jobs/preview", "jobs/1/approve")) {
      as("2027010001", role)
          .contentType(ContentType.JSON)
          .body("{}")
          .post("/ops/v1/" + path)
          .then()
          .statusCode(403);
    }
  }

  private long unapproved(Instant at) {
    return jobs.create(
            "replay",
            new DeadLetterFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
            5,
            Instant.EPOCH,
            _ -> true,
            new By("operator-1", "a test", at))
        .orElseThrow();
  }

  private static ValidatableResponse audit() {
    await()
        .untilAsserted(
            () ->
                assertThat(reader().number("SELECT COUNT(*) FROM audit"))
                    .isEqualTo(writer().number("SELECT COUNT(*) FROM audit")));
    return as("operator-1", "operator").get("/ops/v1/audit").then().statusCode(200);
  }
}
