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
import io.sugang.testing.LocalStack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registrar says when which cohort may register, in a term of its own. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RegistrationWindowsIT {

  private static final String WINDOWS = "/registrar/v1/terms/2026-9/windows";

  @BeforeEach
  void thereIsATerm() {
    thereIsNone();
    writer()
        .execute(
            "INSERT INTO term (id, name_ko, name_en, zone, starts_on, ends_on) VALUES ('2026-9', '', '', 'Europe/Berlin', '2026-01-01', '2026-01-02')");
  }

  @AfterEach
  void thereIsNone() {
    writer().execute("DELETE FROM registration_window WHERE term_id = '2026-9'");
    writer().execute("DELETE FROM term WHERE id = '2026-9'");
  }

  @Test
  void theyAreWrittenByTheTermsClockAndEveryDecisionIsToKnow() {
    as("registrar-1", "registrar")
        .get(WINDOWS)
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"0\""))
        .body("windows", hasSize(0));

    put(
            """
            {"year": 4, "opensAt": "2027-02-01T10:00", "closesAt": "2027-02-02T00:00"},
            {"year": 4, "kind": "add-drop", "opensAt": "2027-03-27T10:00", "closesAt": "2027-03-29T10:00"},
            {"department": "CSE", "group": "visiting", "opensAt": "2027-02-01T10:00+09:00", "closesAt": "2027-02-02T00:00"}\
            """,
            200)
        .header("ETag", equalTo("\"1\""))
        .body("zone", equalTo("Europe/Berlin"))
        .body("windows", hasSize(3))
        .body("windows[1].kind", equalTo("add-drop"))
        .body("windows[1].opensAt", equalTo("2027-03-27T10:00:00+01:00"))
        .body("windows[1].closesAt", equalTo("2027-03-29T10:00:00+02:00"))
        .body("windows[1].department", equalTo(null));

    assertThat(
            writer()
                .column(
                    "SELECT CONCAT_WS(' ', year, department_id, group_name, kind, opens_at) FROM registration_window WHERE term_id = '2026-9' ORDER BY opens_at"))
        .containsExactly(
            "0 CSE visiting main 2027-02-01 01:00:00.000",
            "4   main 2027-02-01 09:00:00.000",
            "4   add-drop 2027-03-27 09:00:00.000");
    assertThat(
            writer()
                .column(
                    "SELECT CONCAT(action, ' ', subject, ' ', before_value, ' ', JSON_LENGTH(after_value)) FROM audit ORDER BY id DESC LIMIT 1"))
        .containsExactly("write-windows term 2026-9 [] 3");

    put("", 200).body("windows", hasSize(0)).body("version", equalTo(2));
  }

  @Test
  void whoSawOlderOnesDoesNotOverwriteNewerOnes() {
    put("", 200);
    as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .header("If-Match", "\"0\"")
        .body("{\"windows\":[],\"reason\":\"x\"}")
        .put(WINDOWS)
        .then()
        .statusCode(412)
        .body("type", equalTo("urn:sugang:problem:rules-changed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|windows[0]",
        "{'year': 0, 'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}|windows[0].year",
        "{'department': 'cse', 'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}|windows[0].department",
        "{'department': '', 'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}|windows[0].department",
        "{'department': 7, 'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}|windows[0].department",
        "{'year': '1', 'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}|windows[0].year",
        "{'foo': 1}|windows[0].foo",
        "7|windows[0]",
        "{'department': 'NONE', 'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}|windows[0].department",
        "{'group': 'A b', 'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}|windows[0].group",
        "{'kind': 'late', 'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}|windows[0].kind",
        "{'closesAt': '2027-02-01T11:00'}|windows[0].opensAt",
        "{'opensAt': '2027-03-28T02:30', 'closesAt': '2027-04-01T11:00'}|windows[0].opensAt",
        "{'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T10:00'}|windows[0].closesAt",
        "{'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T11:00'}, {'opensAt': '2027-02-01T10:00', 'closesAt': '2027-02-01T12:00'}|windows[1].opensAt",
      })
  void oneThatCannotBeIsNamedAndNothingIsWritten(String windows, String field) {
    put(windows.replace('\'', '"'), 400).body("field", equalTo(field));
    assertThat(writer().number("SELECT COUNT(*) FROM registration_window WHERE term_id = '2026-9'"))
        .isZero();
    assertThat(writer().number("SELECT rules_version FROM term WHERE id = '2026-9'")).isZero();
  }

  @Test
  void anUnknownTermHasNone() {
    as("registrar-1", "registrar").get("/registrar/v1/terms/1999-1/windows").then().statusCode(404);
    as("operator-1", "operator").get(WINDOWS).then().statusCode(403);
  }

  private static ValidatableResponse put(String windows, int status) {
    return as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .body("{\"windows\": [%s], \"reason\": \"senate\"}".formatted(windows))
        .put(WINDOWS)
        .then()
        .statusCode(status);
  }
}
