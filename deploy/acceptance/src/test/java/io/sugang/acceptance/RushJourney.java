package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two thousand students at once, over two gateways and three workers. */
class RushJourney {

  private static final int STUDENTS = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(10);
  private static final List<String> GATEWAYS = List.of("gateway-service", "gateway-service-2");
  private static RunningSystem system;

  @BeforeAll
  static void start() {
    system = RunningSystem.start("rush", STUDENTS, "--gateways=2", "--workers=3", "--restart");
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void twoThousandStudentsAtThreeSectionsKeepEveryPromise() throws Exception {
    Rush.begin(system, "rush", STUDENTS).assertKept();
  }

  @Test
  void killedWorkersInTheMiddleOfItChangeNothing() throws Exception {
    Rush rush = Rush.begin(system, "rush-with-kills", STUDENTS);

    await().pollInterval(OFTEN).atMost(PATIENCE).until(rush::decided, decided -> decided > 100);
    system.kill("waitlist-service");
    await().pollInterval(OFTEN).atMost(PATIENCE).until(rush::decided, decided -> decided > 400);
    system.kill("waitlist-service-2");
    system.kill("waitlist-service-3");
    rush.assertStillGoingOn();

    rush.assertKept();
  }

  @Test
  void aHundredClicksOverTwoGatewaysAreOneReceipt() throws Exception {
    String student = system.student(7);
    Set<String> receipts = new ConcurrentSkipListSet<>();
    List<Callable<Response>> clicks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      String gateway = GATEWAYS.get(i % GATEWAYS.size());
      clicks.add(() -> system.enroll(gateway, student, "CSE1001-01"));
    }
    try (var threads = Executors.newFixedThreadPool(20)) {
      for (Future<Response> answer : threads.invokeAll(clicks)) {
        assertThat(answer.get().statusCode()).isIn(200, 202);
        receipts.add(answer.get().path("id") + "|" + answer.get().<Object>path("number"));
      }
    }

    assertThat(receipts).hasSize(1);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                system
                    .writer()
                    .number(
                        "SELECT COUNT(*) FROM request WHERE section_id = 'CSE1001-01' AND student_id = '%s' AND state = 'admitted'"
                            .formatted(student)),
            admitted -> admitted == 1);
  }

  /** P6: drops, new requests and the registrar's added seats at once, over all processes. */
  @Test
  void freedAndAddedSeatsGoToTheWaitlistInItsOrderAndToNobodyElse() throws Exception {
    String section = "ECO1001-01";
    system
        .writer()
        .execute(
            "UPDATE section SET capacity = 20, waitlist_limit = 40, version = version + 1 WHERE id = 'ECO1001-01'");
    List<Callable<Response>> first = new ArrayList<>();
    for (int i = 100; i < 160; i++) {
      first.add(enroll(i, section));
    }
    together(first);
    await()
        .atMost(PATIENCE)
        .until(() -> count(section, "admitted") + count(section, "waitlisted"), n -> n == 60);
    List<String> admitted =
        system
            .writer()
            .column(
                "SELECT student_id FROM enrollment WHERE section_id = 'ECO1001-01' ORDER BY number");
    List<String> ranks =
        system
            .writer()
            .column(
                "SELECT student_id FROM waitlist_entry WHERE section_id = 'ECO1001-01' ORDER BY number");

    List<Callable<Response>> second = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      String student = admitted.get(i);
      String gateway = GATEWAYS.get(i % GATEWAYS.size());
      second.add(() -> system.as(student).delete(system.api(gateway, "/enrollments/" + section)));
    }
    for (int i = 200; i < 230; i++) {
      second.add(enroll(i, section));
    }
    second.add(
        () ->
            system
                .asRegistrar()
                .contentType(ContentType.JSON)
                .body("{\"capacity\":25,\"waitlistLimit\":40}")
                .put(system.registrar("/sections/" + section + "/seats")));
    together(second);

    await().atMost(PATIENCE).until(() -> count(section, "waiting"), waiting -> waiting == 0);
    await().atMost(PATIENCE).until(() -> count(section, "admitted"), seats -> seats == 25);
    List<String> expected = new ArrayList<>(admitted.subList(15, 20));
    expected.addAll(ranks.subList(0, 20));
    assertThat(
            system
                .writer()
                .column(
                    "SELECT student_id FROM enrollment WHERE section_id = 'ECO1001-01' ORDER BY number"))
        .isEqualTo(expected);
    String promoted = ranks.getFirst();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                system
                    .as(promoted)
                    .get(system.api("/requests"))
                    .<String>path("requests.find { it.section == '" + section + "' }?.state"),
            "admitted"::equals);
  }

  private static Callable<Response> enroll(int student, String section) {
    String gateway = GATEWAYS.get(student % GATEWAYS.size());
    return () -> system.enroll(gateway, system.student(student), section);
  }

  private static long count(String section, String state) {
    return system
        .writer()
        .number(
            "SELECT COUNT(*) FROM request WHERE section_id = '%s' AND state = '%s'"
                .formatted(section, state));
  }

  private static void together(List<Callable<Response>> calls) throws Exception {
    try (var threads = Executors.newFixedThreadPool(20)) {
      for (Future<Response> answer : threads.invokeAll(calls)) {
        assertThat(answer.get().statusCode()).as(answer.get().asString()).isIn(200, 202);
      }
    }
  }
}
