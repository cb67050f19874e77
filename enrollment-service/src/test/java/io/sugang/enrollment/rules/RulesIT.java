package io.sugang.enrollment.rules;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sugang.testing.LocalStack;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registrar writes rule books, exempts and holds students. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RulesIT {

  private static final String RULES = "/registrar/v1/terms/2027-1/rules";
  private static final String STUDENT = "2027010001";

  @BeforeEach
  @AfterEach
  void thereAreNoRules() {
    for (String table :
        new String[] {"rule_book", "rule_override", "student_hold", "waitlist_review"}) {
      writer().execute("DELETE FROM " + table);
    }
    writer().execute("DELETE FROM waitlist_entry WHERE section_id = 'SPO1001-01'");
  }

  @Test
  void aRuleBookIsWrittenAndEverybodyWhoWaitsIsReviewed() {
    someoneWaits();
    int version =
        as("registrar-1", "registrar").get(RULES).then().statusCode(200).extract().path("version");

    put(
            "{\"rules\":{\"time-conflict\":{},\"already-passed\":{\"retakeUpTo\":2.5}},\"reason\":\"senate\"}",
            200)
        .header("ETag", equalTo("\"%d\"".formatted(version + 1)))
        .body("version", equalTo(version + 1))
        .body("rules.already-passed.retakeUpTo", equalTo(2.5f));

    assertThat(reviews()).containsExactly(STUDENT);
    assertThat(lastAudit()).isEqualTo("write-rules term 2027-1 senate");
    as("registrar-1", "registrar")
        .get(RULES)
        .then()
        .body("rules.keySet()", hasSize(2))
        .body("version", equalTo(version + 1));
  }

  @Test
  void whoSawAnOlderBookDoesNotOverwriteANewerOne() {
    put("{\"rules\":{\"hold\":{}},\"reason\":\"first\"}", 200);
    call()
        .header("If-Match", "\"0\"")
        .body("{\"rules\":{},\"reason\":\"second\"}")
        .put(RULES)
        .then()
        .statusCode(412)
        .body("type", equalTo("urn:sugang:problem:rules-changed"));
    as("registrar-1", "registrar").get(RULES).then().body("rules.keySet()", hasSize(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'no-such-rule': {}}|rules.no-such-rule",
        "{'hold': 1}|rules.hold",
        "{'hold': null}|rules.hold",
        "{'hold': {'x': 1}}|rules.hold.x",
        "{'already-passed': {'retakeUpTo': 12}}|rules.already-passed.retakeUpTo",
        "{'already-passed': {'retakeUpTo': 'B'}}|rules.already-passed.retakeUpTo",
        "{'already-passed': {'retakeUpTo': 1e400}}|rules.already-passed.retakeUpTo",
        "{'already-passed': {'retakeUpTo': 1e-9}}|rules.already-passed.retakeUpTo",
        "{'credit-limit': {'countsWaitlisted': 'yes'}}|rules.credit-limit.countsWaitlisted",
        "{'credit-limit': {'byGradeAverage': {}}}|rules.credit-limit.byGradeAverage",
        "{'credit-limit': {'byGradeAverage': [{'more': 3}]}}|rules.credit-limit.byGradeAverage[0].from",
        "{'credit-limit': {'byGradeAverage': [{'from': 3.5, 'more': 0}]}}|rules.credit-limit.byGradeAverage[0].more",
        "[]|rules",
      })
  void aBookThatCannotBeNamesWhereItIsWrong(String rules, String field) {
    put("{\"rules\":%s,\"reason\":\"x\"}".formatted(rules.replace('\'', '"')), 400)
        .body("field", equalTo(field));
    assertThat(writer().number("SELECT COUNT(*) FROM rule_book")).isZero();
  }

  @Test
  void anUnknownTermHasNoRules() {
    as("registrar-1", "registrar").get("/registrar/v1/terms/1999-1/rules").then().statusCode(404);
    call()
        .body("{\"rules\":{},\"reason\":\"x\"}")
        .put("/registrar/v1/terms/1999-1/rules")
        .then()
        .statusCode(404);
  }

  @Test
  void aStudentIsExemptedTillItEndsAndReviewedBothTimes() {
    someoneWaits();
    override("put", "/registrar/v1/overrides", 200).body("rule", equalTo("time-conflict"));
    assertThat(reviews()).containsExactly(STUDENT);
    as("registrar-1", "registrar")
        .queryParam("section", "SPO1001-01")
        .get("/registrar/v1/overrides")
        .then()
        .body("overrides", hasSize(1))
        .body("overrides[0].who", equalTo("registrar-1"));

    writer().execute("DELETE FROM waitlist_review");
    override("post", "/registrar/v1/overrides/end", 200).body("overrides", hasSize(0));
    assertThat(reviews()).containsExactly(STUDENT);
    override("post", "/registrar/v1/overrides/end", 404);
    assertThat(lastAudit()).isEqualTo("end-exemption section SPO1001-01 lab partner");
    assertThat(
            writer()
                .column(
                    "SELECT JSON_VALUE(before_value, '$.expiresAt') FROM audit ORDER BY id DESC LIMIT 1"))
        .containsExactly("2030-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1999010001|SPO1001-01|time-conflict|2030-01-01T00:00:00Z|400|student",
        "2027010001|NOPE-01|time-conflict|2030-01-01T00:00:00Z|404|",
        "2027010001|SPO1001-01|section-full|2030-01-01T00:00:00Z|400|rule",
        "2027010001|SPO1001-01|outside-window|2030-01-01T00:00:00Z|400|rule",
        "2027010001|SPO1001-01|time-conflict|2001-01-01T00:00:00Z|400|expiresAt",
        "2027010001|SPO1001-01|time-conflict|+12027-01-01T00:00:00Z|400|expiresAt",
      })
  void anExemptionThatCannotBeIsRefused(
      String student, String section, String rule, String expiresAt, int status, String field) {
    call()
        .body(
            """
            {"student":"%s","section":"%s","rule":"%s","expiresAt":"%s","reason":"x"}\
            """
                .formatted(student, section, rule, expiresAt))
        .put("/registrar/v1/overrides")
        .then()
        .statusCode(status)
        .body("field", equalTo(field));
    assertThat(writer().number("SELECT COUNT(*) FROM rule_override")).isZero();
  }

  @Test
  void aStudentIsHeldAndLetGoAndReviewedBothTimes() {
    someoneWaits();
    hold("put", "/registrar/v1/holds", "tuition", 200).body("holds", hasSize(1));
    assertThat(reviews()).containsExactly(STUDENT);
    writer().execute("DELETE FROM waitlist_review");

    hold("post", "/registrar/v1/holds/end", "tuition", 200).body("holds", hasSize(0));
    assertThat(reviews()).containsExactly(STUDENT);
    hold("post", "/registrar/v1/holds/end", "tuition", 404);
    hold("put", "/registrar/v1/holds", "Not A Code", 400).body("field", equalTo("code"));
    assertThat(lastAudit()).isEqualTo("end-hold student 2027010001 fees");
  }

  @Test
  void othersMayNot() {
    for (String path : new String[] {RULES, "/registrar/v1/overrides", "/registrar/v1/holds"}) {
      as(STUDENT, "student").get(path).then().statusCode(403);
      as("operator-1", "operator").get(path).then().statusCode(403);
    }
  }

  private static void someoneWaits() {
    writer()
        .execute(
            "INSERT INTO waitlist_entry (section_id, number, student_id, since) VALUES ('SPO1001-01', 7, '%s', NOW())"
                .formatted(STUDENT));
  }

  private static List<String> reviews() {
    return writer()
        .column("SELECT student_id FROM waitlist_review WHERE section_id = 'SPO1001-01'");
  }

  private static String lastAudit() {
    return writer()
        .column(
            "SELECT CONCAT(action, ' ', subject, ' ', reason) FROM audit ORDER BY id DESC LIMIT 1")
        .getFirst();
  }

  private static ValidatableResponse put(String body, int status) {
    return call().body(body).put(RULES).then().statusCode(status);
  }

  private static ValidatableResponse override(String method, String path, int status) {
    return call()
        .body(
            """
            {"student":"%s","section":"SPO1001-01","rule":"time-conflict","expiresAt":"2030-01-01T00:00:00Z",
             "reason":"lab partner"}\
            """
                .formatted(STUDENT))
        .request(method, path)
        .then()
        .statusCode(status);
  }

  private static ValidatableResponse hold(String method, String path, String code, int status) {
    return call()
        .body("{\"student\":\"%s\",\"code\":\"%s\",\"reason\":\"fees\"}".formatted(STUDENT, code))
        .request(method, path)
        .then()
        .statusCode(status);
  }

  private static RequestSpecification call() {
    return as("registrar-1", "registrar").contentType(ContentType.JSON);
  }
}
