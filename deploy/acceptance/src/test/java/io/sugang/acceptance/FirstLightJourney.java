package io.sugang.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A student's way through the whole running system: four services as four processes, on the real
 * parts.
 */
class FirstLightJourney {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static RunningSystem system;

  @BeforeAll
  static void start() {
    system = RunningSystem.start("first-light");
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void aStudentAsksForASeatAndGetsReceiptDecisionTimetableAndMail() {
    String student = system.student(0);

    Response receipt = enroll(student, "CSE1001-01");

    receipt.then().statusCode(202).body("position", equalTo(0));
    String id = receipt.path("id");
    await()
        .atMost(PATIENCE)
        .until(
            () -> as(student).get(system.api("/requests/" + id)).<String>path("state"),
            "admitted"::equals);
    as(student)
        .get(system.api("/enrollments?fresh=true"))
        .then()
        .body("enrollments[0].section", equalTo("CSE1001-01"))
        .body("enrollments[0].meetings[0].day", notNullValue());
    await()
        .atMost(PATIENCE)
        .until(
            () -> as(student).get(system.api("/me")).<Integer>path("credits.used"),
            credits -> credits > 0);
    await().atMost(PATIENCE).until(() -> system.mailsTo(student), mails -> mails == 1);
    enroll(student, "CSE1001-01").then().statusCode(200).body("id", equalTo(id));
  }

  @Test
  void aRushOnOneSectionAdmitsExactlyItsSeatsInTurnAndTellsEverybodyOnce() throws Exception {
    String section = "ECO1001-01";
    system
        .writer()
        .execute(
            "UPDATE section SET capacity = 15, waitlist_limit = 10, version = version + 1 WHERE id = 'ECO1001-01'");
    List<String> students = IntStream.range(20, 220).mapToObj(system::student).toList();

    Map<String, String> receipts = rush(students, section);

    assertThat(receipts).hasSize(200);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                system
                    .writer()
                    .number(
                        "SELECT COUNT(*) FROM request WHERE state <> 'waiting' AND section_id = 'ECO1001-01'"),
            decided -> decided == 200);
    List<String> admitted =
        system
            .writer()
            .column(
                "SELECT number FROM enrollment WHERE section_id = 'ECO1001-01' ORDER BY number");
    List<String> lowest =
        system
            .writer()
            .column(
                "SELECT number FROM request WHERE section_id = 'ECO1001-01' ORDER BY number LIMIT 15");
    assertThat(admitted).hasSize(15).isEqualTo(lowest);
    for (String student : students) {
      String state =
          await()
              .pollDelay(Duration.ZERO)
              .atMost(PATIENCE)
              .until(
                  () ->
                      as(student)
                          .get(system.api("/requests/" + receipts.get(student)))
                          .<String>path("state"),
                  s -> !s.equals("waiting"));
      assertThat(state).isIn("admitted", "waitlisted", "refused");
    }
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                system
                    .writer()
                    .number(
                        "SELECT COUNT(*) FROM mail WHERE state = 'sent' AND section_id = 'ECO1001-01'"),
            sent -> sent == 200);
    assertThat(system.mailsTo(students.getFirst())).isEqualTo(1);
    String refused =
        system
            .writer()
            .column(
                "SELECT student_id FROM request WHERE state = 'refused' AND section_id = 'ECO1001-01' LIMIT 1")
            .getFirst();
    Response again = enroll(refused, section);
    again.then().statusCode(200);
    assertThat(again.<String>path("id")).isEqualTo(receipts.get(refused));
  }

  @Test
  void aHundredClicksAreOneRequestEvenWhenTheyAreDecidedMeanwhile() throws Exception {
    String student = system.student(1);
    Callable<Response> click = () -> enroll(student, "CSE1002-01");
    Set<String> ids = new HashSet<>();
    try (var threads = Executors.newFixedThreadPool(20)) {
      for (var answer : threads.invokeAll(Collections.nCopies(100, click))) {
        assertThat(answer.get().statusCode()).isIn(200, 202);
        ids.add(answer.get().path("id"));
      }
    }

    assertThat(ids).hasSize(1);
    assertThat(
            system
                .writer()
                .number(
                    "SELECT COUNT(*) FROM request WHERE section_id = 'CSE1002-01' AND student_id = '%s'"
                        .formatted(student)))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void twoSectionsOfACourseAtOnceGiveOneSeat() throws Exception {
    List<String> students = IntStream.range(300, 340).mapToObj(system::student).toList();
    List<Callable<Response>> clicks = new ArrayList<>();
    for (String student : students) {
      clicks.add(() -> enroll(student, "LAW1001-01"));
      clicks.add(() -> enroll(student, "LAW1001-02"));
    }
    try (var threads = Executors.newFixedThreadPool(20)) {
      for (var answer : threads.invokeAll(clicks)) {
        assertThat(answer.get().statusCode()).isEqualTo(202);
      }
    }

    await()
        .atMost(PATIENCE)
        .until(
            () ->
                system
                    .writer()
                    .number(
                        "SELECT COUNT(*) FROM request WHERE state <> 'waiting' AND section_id LIKE 'LAW1001-%'"),
            decided -> decided == 80);
    assertThat(
            system
                .writer()
                .number(
                    "SELECT COUNT(*) FROM (SELECT student_id FROM enrollment WHERE course_id = 'LAW1001' GROUP BY student_id HAVING COUNT(*) > 1) doubles"))
        .isZero();
  }

  @Test
  void readinessNamesWhatIsDown() throws Exception {
    assertThat(given().get(system.management("gateway-service") + "/q/health/ready").statusCode())
        .isEqualTo(200);
    assertThat(given().get(system.management("waitlist-service") + "/q/health/live").statusCode())
        .isEqualTo(200);
    assertThat(given().get(system.management("waitlist-service") + "/q/metrics").asString())
        .contains("sugang_batch_duration", "sugang_requests_journaled");
    assertThat(given().get(system.management("gateway-service") + "/q/metrics").asString())
        .contains("sugang_publish_duration", "sugang_joins");
  }

  private static Map<String, String> rush(List<String> students, String section) throws Exception {
    try (var threads = Executors.newFixedThreadPool(20)) {
      var answers =
          threads.invokeAll(
              students.stream()
                  .map(
                      student ->
                          (Callable<Map.Entry<String, String>>)
                              () -> {
                                Response answer = enroll(student, section);
                                answer.then().statusCode(202);
                                return Map.entry(student, answer.<String>path("id"));
                              })
                  .toList());
      List<Map.Entry<String, String>> receipts = new ArrayList<>();
      for (var answer : answers) {
        receipts.add(answer.get());
      }
      return receipts.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
  }

  private static Response enroll(String student, String section) {
    return system.enroll("gateway-service", student, section);
  }

  private static RequestSpecification as(String student) {
    return system.as(student);
  }
}
