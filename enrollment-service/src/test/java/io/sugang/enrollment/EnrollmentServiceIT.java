package io.sugang.enrollment;

import static io.restassured.RestAssured.given;
import static io.sugang.enrollment.Calls.as;
import static io.sugang.enrollment.Calls.with;
import static io.sugang.testing.Database.reader;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sugang.testing.Database;
import io.sugang.testing.LocalStack;
import io.sugang.testing.Tokens;
import java.sql.SQLException;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** enrollment-service over HTTP, with the real primary and its real replica. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class EnrollmentServiceIT {

  private static final String STUDENT = "2027010001";
  private static final long NUMBER = (1L << 40) + 1;

  @Test
  void theCatalogueIsWhole() {
    as("gateway-service", "service")
        .get("/internal/v1/catalogue")
        .then()
        .statusCode(200)
        .body("departments", hasSize(30))
        .body("sections", hasSize(900))
        .body("sections.find { it.id == 'CSE1001-01' }.course", equalTo("CSE1001"))
        .body("sections.find { it.id == 'CSE1001-01' }.titleKo", equalTo("컴퓨터공학 개론"));
    as("gateway-service", "service")
        .get("/internal/v1/terms")
        .then()
        .statusCode(200)
        .body("[0].id", equalTo("2027-1"))
        .body("[0].windows", hasSize(5))
        .body("[0].windows.findAll { it.year != null }.year", equalTo(List.of(4, 3, 2, 1)))
        .body("[0].windows.find { it.year == null }.group", equalTo("visiting"));
  }

  @Test
  void cohortsAreGivenForWhomThereIsARecord() {
    as("gateway-service", "service")
        .contentType(ContentType.JSON)
        .body(List.of(STUDENT, "2026010001", "2027990001", "nobody"))
        .post("/internal/v1/student-years")
        .then()
        .statusCode(200)
        .body("find { it.student == '2027010001' }.year", equalTo(1))
        .body("find { it.student == '2026010001' }.year", equalTo(2))
        .body("find { it.student == '2026010001' }.department", equalTo("KOR"))
        .body("find { it.student == '2026010001' }.groups", hasSize(0))
        .body("find { it.student == '2027990001' }.groups", equalTo(List.of("visiting")))
        .body("", hasSize(3));
  }

  @Test
  void theRegistrarAddsSeatsAndTheWaitlistIsDueInTheSameCommit() {
    as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .body("{\"capacity\": 77, \"waitlistLimit\": 9}")
        .put("/registrar/v1/sections/MUS1001-01/seats")
        .then()
        .statusCode(200)
        .body("capacity", equalTo(77))
        .body("waitlistLimit", equalTo(9));
    assertThat(writer().column("SELECT section_id FROM section_due")).contains("MUS1001-01");

    writer().execute("UPDATE section SET taken = 5 WHERE id = 'MUS1001-01'");
    changeSeats("MUS1001-01", "{\"capacity\": 4}", 409)
        .contentType("application/problem+json")
        .body("status", equalTo(409))
        .body("type", equalTo("urn:sugang:problem:seats-taken"))
        .body("taken", equalTo(5));
    changeSeats("MUS1001-01", "{\"capacity\": -1}", 400)
        .body("detail", containsString("expected a whole number from 0 to 100000"));
    changeSeats("MUS1001-01", "{\"capacity\": 100001}", 400);
    changeSeats("MUS1001-01", "{}", 400);
    changeSeats("NOSUCH-01", "{\"capacity\": 4}", 404);
    assertThat(writer().column("SELECT capacity FROM section WHERE id = 'MUS1001-01'"))
        .containsExactly("77");
    as(STUDENT, "student")
        .contentType(ContentType.JSON)
        .body("{\"capacity\": 4}")
        .put("/registrar/v1/sections/MUS1001-01/seats")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"capacity\": 60.9}|invalid-field|capacity",
        "{\"capacity\": \"60\"}|invalid-field|capacity",
        "{\"capacity\": true}|invalid-field|capacity",
        "{\"capacity\": 99999999999}|invalid-field|capacity",
        "{\"capacity\": 60, \"waitlistLimt\": 5}|unknown-field|waitlistLimt",
        "{\"waitlistLimit\": 5}|invalid-field|capacity",
        "{\"capacity\": 60, \"capacity\": 61}|malformed-json|",
        "{\"capacity\": 60} rubbish|malformed-json|",
        "{\"capacity\": |malformed-json|",
        "[]|invalid-field|(body)",
        "true|invalid-field|(body)",
        "null|invalid-field|(body)"
      })
  void aBodyMeansWhatItSaysOrIsRefused(String body, String problem, String field) {
    var before = writer().column("SELECT capacity FROM section WHERE id = 'MUS1001-02'");

    var answer =
        changeSeats("MUS1001-02", body, 400)
            .contentType("application/problem+json")
            .body("type", equalTo("urn:sugang:problem:" + problem))
            .body("detail", notNullValue());
    if (field != null) {
      answer.body("field", equalTo(field)).body("rule", notNullValue());
    }
    assertThat(writer().column("SELECT capacity FROM section WHERE id = 'MUS1001-02'"))
        .isEqualTo(before);
  }

  @Test
  void whoChangesSeatsMaySayWhatTheyBelieveThemToBe() {
    String path = "/registrar/v1/sections/MUS1002-01/seats";
    String seen =
        as("registrar-1", "registrar").get(path).then().statusCode(200).extract().header("ETag");

    expecting(seen, path, 41).then().statusCode(200).header("ETag", "\"41-6\"");
    expecting(seen, path, 42)
        .then()
        .statusCode(412)
        .body("type", equalTo("urn:sugang:problem:changed-meanwhile"))
        .body("capacity", equalTo(41));
    expecting("W/\"41-6\"", path, 42).then().statusCode(412);
    expecting("\"1-1\", \"41-6\"", path, 43).then().statusCode(200);
    expecting("*", path, 44).then().statusCode(200);
    expecting("", path, 45).then().statusCode(400);
    expecting("44-6", path, 45).then().statusCode(400).body("field", equalTo("If-Match"));
    as("registrar-1", "registrar").get(path).then().body("capacity", equalTo(44));
  }

  /** Columns of ids are ASCII: nothing else is ever compared with them. */
  @ParameterizedTest
  @CsvSource({
    "student,/internal/v1/me/requests?section=%ED%95%9C,section",
    "student,/internal/v1/me/requests?term=%ED%95%9C,term",
    "service,/internal/v1/student-years?after=x,after",
    "service,/internal/v1/student-years?after=9999999999-01-01T00:00:00_x,after",
    "service,/internal/v1/student-years?after=2026-11-26T00:00:00_%ED%95%9C,after"
  })
  void whatNamesNothingIsRefusedByName(String role, String path, String field) {
    as(STUDENT, role)
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:sugang:problem:invalid-field"))
        .body("field", equalTo(field));
  }

  @Test
  void idsThatAreNoneBelongToNobody() {
    as("gateway-service", "service")
        .contentType(ContentType.JSON)
        .body(List.of("한글", STUDENT))
        .post("/internal/v1/student-years")
        .then()
        .statusCode(200)
        .body("student", contains(STUDENT));
    as(STUDENT, "student")
        .urlEncodingEnabled(false)
        .get("/internal/v1/me/requests/x_y/1")
        .then()
        .statusCode(404);
  }

  private static Response expecting(String tag, String path, int capacity) {
    return as("registrar-1", "registrar")
        .header("If-Match", tag)
        .contentType(ContentType.JSON)
        .body("{\"capacity\": " + capacity + ", \"waitlistLimit\": 6}")
        .put(path);
  }

  /** However it came into the database. */
  @Test
  void textIsComposedAndOnOneLine() {
    String decomposed = Normalizer.normalize("한글의 이해", Normalizer.Form.NFD);
    writer()
        .execute(
            "UPDATE course SET title_ko = '%s' WHERE id = 'MUS1003'"
                .formatted(decomposed.replace(" ", "\n\u3000")));

    await()
        .untilAsserted(
            () ->
                as("gateway-service", "service")
                    .get("/internal/v1/catalogue")
                    .then()
                    .body("sections.find { it.id == 'MUS1003-01' }.titleKo", equalTo("한글의 이해")));
  }

  @Test
  void aTokenThatIsNoneGetsAProblem() {
    given()
        .header("Authorization", "Bearer nonsense")
        .get("/internal/v1/me")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", notNullValue())
        .body("type", equalTo("urn:sugang:problem:unauthenticated"));
  }

  private static ValidatableResponse changeSeats(String section, String change, int status) {
    return as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .body(change)
        .put("/registrar/v1/sections/" + section + "/seats")
        .then()
        .statusCode(status);
  }

  @Test
  void aRoleOpensItsOwnDoorsOnly() {
    given().get("/internal/v1/catalogue").then().statusCode(401);
    given().get("/internal/v1/me").then().statusCode(401);
    as(STUDENT, "student").get("/internal/v1/catalogue").then().statusCode(403);
    as("gateway-service", "service").get("/internal/v1/me").then().statusCode(403);
    as("nobody", "student").get("/internal/v1/me").then().statusCode(404);
  }

  @Test
  void aTokenForSomebodyElseOpensNothing() {
    with(claims -> claims.audience("library").subject(STUDENT).claim("groups", List.of("student")))
        .get("/internal/v1/me")
        .then()
        .statusCode(401);
    with(claims -> claims.subject(STUDENT).claim("groups", List.of("student")))
        .get("/internal/v1/me")
        .then()
        .statusCode(401);
  }

  @Test
  void aServiceMayBeKnownByItsClientAndItsScope() {
    client("known-client", "openid sugang/service")
        .get("/internal/v1/terms")
        .then()
        .statusCode(200);
    client("known-client", "openid sugang/services")
        .get("/internal/v1/terms")
        .then()
        .statusCode(401);
    client("other-client", "sugang/service").get("/internal/v1/terms").then().statusCode(401);
    client("known-client", "sugang/service").get("/internal/v1/me").then().statusCode(403);
  }

  @Test
  void aTokenLivesForADayAtMostAndIsIssuedBeforeItIsUsed() {
    Instant now = Instant.now();
    Consumer<JWTClaimsSet.Builder> good = Tokens.claims(STUDENT, "student");
    Consumer<JWTClaimsSet.Builder> ofTheFuture =
        good.andThen(claims -> claims.issueTime(Date.from(now.plusSeconds(300))));
    Consumer<JWTClaimsSet.Builder> forever =
        good.andThen(claims -> claims.expirationTime(Date.from(now.plusSeconds(365 * 86_400))));

    with(good).get("/internal/v1/me").then().statusCode(200);
    with(ofTheFuture).get("/internal/v1/me").then().statusCode(401);
    with(forever).get("/internal/v1/me").then().statusCode(401);
  }

  /** A token as Cognito gives it to a service: without an audience and without groups. */
  private static RequestSpecification client(String id, String scope) {
    return with(claims -> claims.subject(id).claim("client_id", id).claim("scope", scope));
  }

  @Test
  void aStudentIsToldTheirOwnRecord() {
    as(STUDENT, "student")
        .get("/internal/v1/me")
        .then()
        .statusCode(200)
        .body("id", equalTo(STUDENT))
        .body("maxCredits", equalTo(18));
  }

  @Test
  void theFreshAnswerComesFromTheWriterAndTheUsualOneFromTheReader() {
    reader().execute("STOP SLAVE SQL_THREAD");
    try {
      writer().execute("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
      seat();

      as(STUDENT, "student").get("/internal/v1/me/enrollments").then().body("", hasSize(0));
      as(STUDENT, "student")
          .get("/internal/v1/me/enrollments?fresh=true")
          .then()
          .body("", hasSize(1))
          .body("[0].section", equalTo("PHY1001-01"));
      as(STUDENT, "student")
          .get("/internal/v1/me/requests/PHY1001-01/" + NUMBER)
          .then()
          .statusCode(200)
          .body("decision.state", equalTo("admitted"));
    } finally {
      writer().execute("SET GLOBAL rpl_semi_sync_master_enabled = ON");
      reader().execute("START SLAVE SQL_THREAD");
    }
    await()
        .until(
            () ->
                as(STUDENT, "student")
                    .get("/internal/v1/me/enrollments")
                    .jsonPath()
                    .getList("")
                    .size(),
            size -> size == 1);
    as(STUDENT, "student")
        .get("/internal/v1/me")
        .then()
        .body(
            "creditsUsed.'2027-1'",
            equalTo((int) writer().number("SELECT credits FROM course WHERE id = 'PHY1001'")));
    as("2026010001", "student")
        .get("/internal/v1/me/requests/PHY1001-01/" + NUMBER)
        .then()
        .statusCode(404);
  }

  @Test
  void theReaderRefusesToWrite() {
    Map<String, String> places = LocalStack.status().environment().get("enrollment-service");
    Database asEnrollment =
        reader().as(places.get("SUGANG_DB_USER"), places.get("SUGANG_DB_PASSWORD"));

    assertThatThrownBy(() -> asEnrollment.execute("UPDATE term SET zone = 'UTC'"))
        .hasCauseInstanceOf(SQLException.class);
  }

  private static void seat() {
    writer()
        .execute(
            """
        INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state, decided_at)
        VALUES ('PHY1001-01', %d, '%s', 'enroll', UTC_TIMESTAMP(3),
          '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', 'admitted', UTC_TIMESTAMP(3))\
        """
                .formatted(NUMBER, STUDENT));
    writer()
        .execute(
            """
        INSERT INTO enrollment (section_id, student_id, course_id, term_id, number, enrolled_at)
        VALUES ('PHY1001-01', '%s', 'PHY1001', '2027-1', %d, UTC_TIMESTAMP(3))\
        """
                .formatted(STUDENT, NUMBER));
  }
}
