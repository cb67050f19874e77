package io.sugang.gateway;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Map;

/** What students call. */
public final class Api {

  public static final String REQUESTS = "/api/v1/requests";

  private Api() {}

  /** A gateway that just started has yet to make its copies. */
  public static void awaitCopies() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> given().get("/api/v1/sections/CSE1001-01").statusCode(), status -> status == 200);
  }

  /** Waits until the first window is told with this time: {@code opensAt} or {@code closesAt}. */
  public static void awaitWindow(String name, String time) {
    await()
        .until(
            () -> given().get("/api/v1/terms").<String>path("terms[0].windows[0]." + name),
            time::equals);
  }

  /** A student's call. */
  public static RequestSpecification as(String student) {
    return given().header("Authorization", "Bearer " + People.token(student));
  }

  /** A student asks for a seat. */
  public static Response enroll(String student, String section) {
    return enroll(student, section, Map.of());
  }

  /** The same with more headers. */
  public static Response enroll(String student, String section, Map<String, String> headers) {
    return as(student)
        .headers(headers)
        .contentType(ContentType.JSON)
        .body(enrollment(section))
        .post(REQUESTS);
  }

  /** A student asks for a seat, and is accepted. */
  public static Response accepted(String student, String section) {
    Response answer = enroll(student, section);
    answer.then().statusCode(202);
    return answer;
  }

  /** The body of a request for a seat. */
  public static String enrollment(String section) {
    return "{\"type\":\"enroll\",\"section\":\"" + section + "\"}";
  }
}
