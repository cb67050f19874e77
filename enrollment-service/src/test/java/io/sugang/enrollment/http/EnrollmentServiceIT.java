package io.sugang.enrollment.http;

import static io.restassured.RestAssured.given;
import static io.sugang.enrollment.Tokens.as;
import static io.sugang.enrollment.Tokens.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sugang.enrollment.LocalStack;
import io.sugang.local.system.SystemStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The office over HTTP, with the real primary and its real replica. */
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
        .body("[0].windows", hasSize(4));
  }

  @Test
  void cohortsAreToldForWhomTheOfficeHas() {
    as("gateway-service", "service")
        .contentType(ContentType.JSON)
        .body(List.of(STUDENT, "2026010001", "nobody"))
        .post("/internal/v1/student-years")
        .then()
        .statusCode(200)
        .body("find { it.student == '2027010001' }.year", equalTo(1))
        .body("find { it.student == '2026010001' }.year", equalTo(2))
        .body("", hasSize(2));
  }

  @Test
  void theRegistrarAddsSeatsAndTheWaitlistIsDueInTheSameCommit() throws SQLException {
    as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .body("{\"capacity\": 77, \"waitlistLimit\": 9}")
        .put("/registrar/v1/sections/MUS1001-01/seats")
        .then()
        .statusCode(200)
        .body("capacity", equalTo(77))
        .body("waitlistLimit", equalTo(9));
    assertThat(column("SELECT section_id FROM section_due")).contains("MUS1001-01");

    onWriter("UPDATE section SET taken = 5 WHERE id = 'MUS1001-01'");
    changeSeats("MUS1001-01", "{\"capacity\": 4}", 409)
        .contentType("application/problem+json")
        .body("status", equalTo(409))
        .body("detail", equalTo("capacity: 5 seats are taken"));
    changeSeats("MUS1001-01", "{\"capacity\": -1}", 400)
        .body("detail", equalTo("capacity: expected 0 to 100000"));
    changeSeats("MUS1001-01", "{\"capacity\": 100001}", 400);
    changeSeats("MUS1001-01", "{}", 400);
    changeSeats("NOSUCH-01", "{\"capacity\": 4}", 404);
    assertThat(column("SELECT capacity FROM section WHERE id = 'MUS1001-01'"))
        .containsExactly("77");
    as(STUDENT, "student")
        .contentType(ContentType.JSON)
        .body("{\"capacity\": 4}")
        .put("/registrar/v1/sections/MUS1001-01/seats")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
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
    Consumer<JWTClaimsSet.Builder> good =
        claims -> claims.audience("sugang").subject(STUDENT).claim("groups", List.of("student"));
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
  void theFreshAnswerComesFromTheWriterAndTheUsualOneFromTheReader() throws Exception {
    onReader("STOP SLAVE SQL_THREAD");
    try {
      onWriter("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
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
      onWriter("SET GLOBAL rpl_semi_sync_master_enabled = ON");
      onReader("START SLAVE SQL_THREAD");
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
        .body("creditsUsed.'2027-1'", equalTo(credits()));
    as("2026010001", "student")
        .get("/internal/v1/me/requests/PHY1001-01/" + NUMBER)
        .then()
        .statusCode(404);
  }

  @Test
  void theReaderRefusesToWrite() {
    assertThat(
            catchThrowable(
                () ->
                    execute(
                        LocalStack.status().reader().port(),
                        LocalStack.status()
                            .environment()
                            .get("enrollment-service")
                            .get("SUGANG_DB_USER"),
                        LocalStack.status()
                            .environment()
                            .get("enrollment-service")
                            .get("SUGANG_DB_PASSWORD"),
                        "UPDATE term SET zone = 'UTC'")))
        .isInstanceOf(SQLException.class);
  }

  private static int credits() throws SQLException {
    SystemStatus.Database writer = LocalStack.status().writer();
    try (Connection connection = connect(writer.port(), writer.user(), writer.password());
        var rows =
            connection
                .createStatement()
                .executeQuery("SELECT credits FROM course WHERE id = 'PHY1001'")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void seat() throws SQLException {
    onWriter(
        """
        INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state, decided_at)
        VALUES ('PHY1001-01', %d, '%s', 'enroll', UTC_TIMESTAMP(3),
          '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', 'admitted', UTC_TIMESTAMP(3))\
        """
            .formatted(NUMBER, STUDENT));
    onWriter(
        """
        INSERT INTO enrollment (section_id, student_id, course_id, term_id, number, enrolled_at)
        VALUES ('PHY1001-01', '%s', 'PHY1001', '2027-1', %d, UTC_TIMESTAMP(3))\
        """
            .formatted(STUDENT, NUMBER));
  }

  private static void onWriter(String sql) throws SQLException {
    SystemStatus.Database writer = LocalStack.status().writer();
    execute(writer.port(), writer.user(), writer.password(), sql);
  }

  private static List<String> column(String sql) throws SQLException {
    SystemStatus.Database writer = LocalStack.status().writer();
    try (Connection connection = connect(writer.port(), writer.user(), writer.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  private static void onReader(String sql) throws SQLException {
    SystemStatus.Database reader = LocalStack.status().reader();
    execute(reader.port(), reader.user(), reader.password(), sql);
  }

  private static void execute(int port, String user, String password, String sql)
      throws SQLException {
    try (Connection connection = connect(port, user, password);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(int port, String user, String password) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:%d/sugang?sslMode=disable".formatted(port), user, password);
  }
}
