package io.sugang.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.gateway.line.Doors;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A host vanishes without a word: whoever was connected to it hears nothing, not even an end. */
@QuarkusTest
@WithTestResource(value = HalfOpenStack.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class HalfOpenIT {

  private static int next;

  @Inject Doors doors;

  static List<String> places() {
    return HalfOpenStack.PLACES;
  }

  @BeforeEach
  void open() {
    // This test's own connections died, too.
    await().ignoreExceptions().untilAsserted(() -> doors.open(1));
    await().until(HalfOpenIT::canJoin);
  }

  @ParameterizedTest
  @MethodSource("places")
  void connectionsThatDiedSilentlyAreGivenUp(String place) {
    HalfOpenStack.proxy(place).letGoHalfOpen();

    await().atMost(Duration.ofSeconds(8)).until(HalfOpenIT::canJoin);
    await()
        .atMost(Duration.ofSeconds(8))
        .until(() -> given().get("/api/v1/terms").statusCode() == 200);
  }

  private static boolean canJoin() {
    return Api.enroll(People.student(next++), "MUS1001-01").statusCode() == 202;
  }
}
