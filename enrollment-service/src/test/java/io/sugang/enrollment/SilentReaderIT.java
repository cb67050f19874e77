package io.sugang.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.sugang.testing.Database;
import io.sugang.testing.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reader's process stands still: connections are open, and nothing comes back. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class SilentReaderIT {

  private static final String STUDENT = "2027010001";
  private static final List<String> FOR_SERVICES =
      List.of("/internal/v1/catalogue", "/internal/v1/terms", "/internal/v1/student-years?after=");
  private static final List<String> FOR_STUDENTS =
      List.of("/internal/v1/me", "/internal/v1/me/enrollments", "/internal/v1/me/requests");

  @AfterEach
  void wakeUp() throws Exception {
    signal("CONT");
    await().untilAsserted(SilentReaderIT::assertAllAnswered);
  }

  @Test
  void theWriterIsAskedInstead() throws Exception {
    assertAllAnswered();

    signal("STOP");

    // Those that were under way are lost, and told so; who asks again is answered.
    await()
        .atMost(Duration.ofSeconds(3))
        .until(() -> ask("/internal/v1/me", "student").statusCode() == 200);
    await().atMost(Duration.ofSeconds(5)).untilAsserted(SilentReaderIT::assertAllAnswered);
  }

  @Test
  void afterwardsTheReaderIsAskedAgain() throws Exception {
    signal("STOP");
    await().atMost(Duration.ofSeconds(5)).untilAsserted(SilentReaderIT::assertAllAnswered);

    signal("CONT");
    long before = statementsOfTheReader();

    await()
        .untilAsserted(
            () -> {
              ask("/internal/v1/me", "student");
              assertThat(statementsOfTheReader()).isGreaterThan(before);
            });
  }

  private static void assertAllAnswered() {
    FOR_SERVICES.forEach(path -> assertThat(ask(path, "service").statusCode()).isEqualTo(200));
    FOR_STUDENTS.forEach(path -> assertThat(ask(path, "student").statusCode()).isEqualTo(200));
  }

  private static Response ask(String path, String role) {
    Response answer = Calls.as(STUDENT, role).get(path);
    assertThat(answer.statusCode()).as(path).isIn(200, 503);
    return answer;
  }

  /** Prepared ones, which the watch's own questions are not. */
  private static long statementsOfTheReader() {
    return Database.reader()
        .number(
            "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'Com_stmt_execute'");
  }

  private static void signal(String signal) throws IOException, InterruptedException {
    long pid = LocalStack.status().reader().pid();
    int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor();
    assertThat(exit).isZero();
  }
}
