package io.sugang.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Parts that stand still: what depends on them goes another way, or says soon that it can't. */
class StallJourney {

  private static final int STUDENTS = 400;
  private static final int MAILS = 120;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> GATEWAYS = List.of("gateway-service", "gateway-service-2");
  private static final List<String> ROUTES =
      List.of("/me", "/terms", "/sections/MUS1001-01", "/requests", "/enrollments");
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static RunningSystem system;

  @BeforeAll
  static void start() {
    system = RunningSystem.start("stall", STUDENTS, "--gateways=2", "--restart");
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void aStalledDatabaseMakesNoMailLateOrDouble() {
    var students = new ArrayList<String>();
    RunningSystem.Frozen writer;
    // What waits for SES's answer when the database stalls is what meets the stall.
    try (var _ = system.freezeSes()) {
      for (int i = 0; i < MAILS; i++) {
        String student = newcomer();
        students.add(student);
        system.enroll(GATEWAYS.get(i % 2), student, "MUS1003-01").then().statusCode(202);
      }
      await().atMost(PATIENCE).until(() -> mails("sending") > 3);
      writer = system.freeze("mariadb-writer");
    }
    try (writer) {
      await().atMost(PATIENCE).until(StallJourney::aMailMetTheStall);
    }

    await().atMost(PATIENCE).until(() -> mails("sent"), all -> all == MAILS);
    assertThat(students).allMatch(student -> system.mailsTo(student) == 1);
    assertThat(system.writer().number("SELECT COUNT(*) FROM mail WHERE uncertain > 0")).isZero();
  }

  @Test
  void aSilentReaderKeepsNobodyOut() {
    try (var _ = system.freeze("mariadb-reader")) {
      for (String gateway : GATEWAYS) {
        assertThat(system.enroll(gateway, newcomer(), "MUS1001-01").statusCode()).isEqualTo(202);
        for (String route : ROUTES) {
          await()
              .atMost(Duration.ofSeconds(10))
              .until(() -> ask(gateway, route).statusCode(), status -> status == 200);
        }
      }
    }
  }

  @Test
  void aSilentEnrollmentServiceIsSaidToBeAwayByAGatewayThatJustStarted() {
    String gateway = GATEWAYS.get(1);
    try (var _ = system.freeze("enrollment-service")) {
      system.killAndAwaitEnd(gateway);
      await().ignoreExceptions().atMost(PATIENCE).until(() -> ask(gateway, "/time") != null);

      for (String route : ROUTES) {
        Response answer = ask(gateway, route);
        // What another gateway shared a moment ago is good enough.
        assertThat(answer.statusCode()).as(route).isIn(200, 503);
        if (answer.statusCode() == 503) {
          assertThat(answer.header("Retry-After")).as(route).isNotNull();
        }
      }
      Response join = system.enroll(gateway, newcomer(), "MUS1001-01");
      assertThat(join.statusCode()).isEqualTo(503);
      assertThat(join.<String>path("type")).endsWith("enrollment-away");
      Response drop = system.as(newcomer()).delete(system.api(gateway, "/enrollments/MUS1001-01"));
      // With a shared catalogue the line alone can tell that there is nothing to drop.
      assertThat(drop.statusCode()).isIn(404, 503);

      String other = GATEWAYS.get(0);
      assertThat(system.enroll(other, newcomer(), "MUS1001-01").statusCode())
          .as("by its copies")
          .isEqualTo(202);
    }
    await()
        .atMost(PATIENCE)
        .until(() -> system.enroll(gateway, newcomer(), "MUS1001-01").statusCode() == 202);
  }

  private static Response ask(String gateway, String route) {
    String student = newcomer();
    return given()
        .header("Authorization", "Bearer " + system.token(student))
        .get(system.api(gateway, route));
  }

  private static boolean aMailMetTheStall() throws IOException {
    return Files.readString(system.home().resolve("logs/notification-service.log"))
        .contains("the database does not say what became of a mail");
  }

  private static long mails(String state) {
    return system
        .writer()
        .number(
            "SELECT COUNT(*) FROM mail WHERE section_id = 'MUS1003-01' AND state = '%s'"
                .formatted(state));
  }

  private static String newcomer() {
    return system.student(NEXT.getAndIncrement() % STUDENTS);
  }
}
