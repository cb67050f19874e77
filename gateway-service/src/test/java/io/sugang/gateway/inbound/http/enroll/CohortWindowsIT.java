package io.sugang.gateway.inbound.http.enroll;

import static io.restassured.RestAssured.given;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static io.sugang.gateway.Api.enroll;
import static io.sugang.testing.Database.writer;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.gateway.People;
import io.sugang.gateway.SettableClock;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Doors;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of departments and groups, and several of one cohort. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class CohortWindowsIT {

  private static final String SECTION = "STA3010-01";
  private static final String OTHER = "STA3010-02";
  private static final String STUDENT = People.student(347);

  @Inject Doors doors;
  @Inject SettableClock clock;

  @BeforeEach
  void noYearHasAWindow() {
    doors.open(1);
    awaitCopies();
    writer().execute("UPDATE student SET year = 8 WHERE id = '" + STUDENT + "'");
    awaitMine(0);
  }

  @AfterEach
  void asBefore() {
    writer().execute("DELETE FROM registration_window WHERE year = 8 OR group_name = 'late'");
    writer().execute("DELETE FROM student_group WHERE name = 'late'");
    writer().execute("UPDATE student SET year = 1 WHERE id = '" + STUDENT + "'");
    awaitWindows(5);
  }

  @Test
  void whoIsInAGroupThatHasOneMayRegisterAtOnce() {
    open(0, "late", "main", "2020-01-01", "2099-01-01");
    refused(SECTION, "no-window");
    writer()
        .execute(
            "INSERT INTO student_group (student_id, name) VALUES ('%s', 'late')"
                .formatted(STUDENT));
    enroll(STUDENT, SECTION).then().statusCode(202);
  }

  @Test
  void theAddDropPeriodFollowsTheMainOne() {
    open(8, "", "main", "2020-01-01", "2020-02-01");
    awaitMine(1);
    refused(OTHER, "window-closed");
    open(8, "", "add-drop", "2021-01-01", "2099-02-01");
    awaitMine(2);
    enroll(STUDENT, OTHER).then().statusCode(202);
    as(STUDENT)
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("window.kind", equalTo("add-drop"))
        .body("window.state", equalTo("open"))
        .body("windows", hasSize(2))
        .body("windows.state", equalTo(List.of("closed", "open")));
  }

  @Test
  void whoHasAPlaceGetsItsReceiptWhenNoWindowIsTheirsAnyMore() {
    open(8, "", "main", "2020-01-01", "2099-01-01");
    awaitMine(1);
    String receipt = enroll(STUDENT, "STA3009-01").then().statusCode(202).extract().path("id");
    writer().execute("DELETE FROM registration_window WHERE year = 8");
    awaitMine(0);

    enroll(STUDENT, "STA3009-01").then().statusCode(200).body("id", equalTo(receipt));
    refused("STA3009-02", "no-window");
  }

  @Test
  void theLinesClockPicksTheWindowWhateverThisGatewaysSays() {
    open(8, "", "main", "2020-01-01", "2026-01-02");
    open(8, "", "add-drop", "2026-01-02", "2099-01-01");
    awaitMine(2);
    clock.set(Instant.parse("2026-01-01T00:00:00Z"));
    try {
      enroll(STUDENT, "STA2008-01").then().statusCode(202);
    } finally {
      clock.reset();
    }
  }

  private static void refused(String section, String problem) {
    enroll(STUDENT, section)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:" + problem));
  }

  private static void awaitMine(int count) {
    await()
        .until(
            () -> as(STUDENT).get("/api/v1/me").jsonPath().getList("windows").size(),
            found -> found == count);
  }

  private static void open(int year, String group, String kind, String opens, String closes) {
    int before = windows();
    writer()
        .execute(
            """
            INSERT INTO registration_window (term_id, year, group_name, kind, opens_at, closes_at)
            VALUES ('2027-1', %d, '%s', '%s', '%s', '%s')\
            """
                .formatted(year, group, kind, opens, closes));
    awaitWindows(before + 1);
  }

  private static void awaitWindows(int count) {
    await().until(CohortWindowsIT::windows, found -> found == count);
  }

  private static int windows() {
    return given().get("/api/v1/terms").jsonPath().getList("terms[0].windows").size();
  }
}
