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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registrar keeps seats of a section for cohorts. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class ReservesIT {

  private static final String SECTION = "SPO1002-01";
  private static final String RESERVES = "/registrar/v1/sections/SPO1002-01/reserves";

  @BeforeEach
  @AfterEach
  void nothingIsKept() {
    for (String table : new String[] {"section_reserve", "section_due", "enrollment"}) {
      writer().execute("DELETE FROM %s WHERE section_id = '%s'".formatted(table, SECTION));
    }
    writer().execute("UPDATE section SET capacity = 10 WHERE id = '%s'".formatted(SECTION));
  }

  @Test
  void theyAreWrittenAllAnewAndTheWaitlistIsLookedAt() {
    as("registrar-1", "registrar")
        .get(RESERVES)
        .then()
        .statusCode(200)
        .body("capacity", equalTo(10))
        .body("reserves", hasSize(0));

    put(
            """
            {"year": 1, "department": "CSE", "seats": 4, "until": "2099-02-01T10:00"},
            {"group": "exchange", "seats": 6, "until": "2099-02-01T10:00+01:00"}\
            """,
            200)
        .body("zone", equalTo("Asia/Seoul"))
        .body("reserves", hasSize(2))
        .body("reserves[0].taken", equalTo(0))
        .body("reserves[0].until", equalTo("2099-02-01T10:00:00+09:00"))
        .body("reserves[0].group", equalTo(null))
        .body("reserves[1].until", equalTo("2099-02-01T18:00:00+09:00"));

    assertThat(kept())
        .containsExactly(
            "1 1 CSE  4 0 2099-02-01 01:00:00.000", "2 0  exchange 6 0 2099-02-01 09:00:00.000");
    assertThat(
            writer()
                .number("SELECT COUNT(*) FROM section_due WHERE section_id = '" + SECTION + "'"))
        .isOne();
    assertThat(
            writer()
                .column(
                    "SELECT CONCAT(action, ' ', subject, ' ', before_value, ' ', JSON_LENGTH(after_value)) FROM audit ORDER BY id DESC LIMIT 1"))
        .containsExactly("write-reserves section SPO1002-01 [] 2");
  }

  /** Otherwise a cohort would get more seats each time its instant is put off. */
  @Test
  void whoSitsInAKeptSeatCountsAsLongAsSeatsAreKeptForTheSameStudents() {
    put("{\"year\": 1, \"seats\": 4, \"until\": \"2099-02-01T10:00\"}", 200);
    writer()
        .execute(
            """
            INSERT INTO enrollment (section_id, student_id, course_id, term_id, number, enrolled_at, reserve_id)
            SELECT s.id, '2027010001', s.course_id, s.term_id, 1, NOW(), r.id
            FROM section s JOIN section_reserve r ON r.section_id = s.id WHERE s.id = '%s'\
            """
                .formatted(SECTION));

    put(
            """
            {"year": 2, "seats": 1, "until": "2099-02-01T10:00"},
            {"year": 1, "seats": 2, "until": "2099-03-01T10:00"}\
            """,
            200)
        .body("reserves[0].taken", equalTo(0))
        .body("reserves[1].taken", equalTo(1));
    assertThat(kept())
        .containsExactly("1 2   1 0 2099-02-01 01:00:00.000", "2 1   2 1 2099-03-01 01:00:00.000");

    put("", 200).body("reserves", hasSize(0));
    assertThat(kept()).isEmpty();
  }

  @Test
  void whatWasReadCanBeWritten() {
    put("{\"group\": \"exchange\", \"seats\": 4, \"until\": \"2099-02-01T10:00\"}", 200);
    List<String> before = kept();

    String read = as("registrar-1", "registrar").get(RESERVES).asString();
    put(read.substring(read.indexOf('[') + 1, read.lastIndexOf(']')), 200);

    assertThat(kept()).isEqualTo(before).hasSize(1);
  }

  @Test
  void whoSawOlderOnesDoesNotOverwriteNewerOnes() {
    String tag = as("registrar-1", "registrar").get(RESERVES).header("ETag");
    put("{\"year\": 1, \"seats\": 4, \"until\": \"2099-02-01T10:00\"}", 200);
    as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .header("If-Match", tag)
        .body("{\"reserves\":[],\"reason\":\"x\"}")
        .put(RESERVES)
        .then()
        .statusCode(412)
        .body("type", equalTo("urn:sugang:problem:reserves-changed"));
    assertThat(kept()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null|reserves[0]",
        "{'seats': 1, 'until': '2099-02-01T10:00'}|reserves[0]",
        "{'year': 10, 'seats': 1, 'until': '2099-02-01T10:00'}|reserves[0].year",
        "{'department': 'NONE', 'seats': 1, 'until': '2099-02-01T10:00'}|reserves[0].department",
        "{'department': '', 'seats': 1, 'until': '2099-02-01T10:00'}|reserves[0].department",
        "{'group': 'A b', 'seats': 1, 'until': '2099-02-01T10:00'}|reserves[0].group",
        "{'year': 1, 'until': '2099-02-01T10:00'}|reserves[0].seats",
        "{'year': 1, 'seats': 0, 'until': '2099-02-01T10:00'}|reserves[0].seats",
        "{'year': 1, 'seats': 11, 'until': '2099-02-01T10:00'}|reserves[0].seats",
        "{'year': 1, 'seats': 1.5, 'until': '2099-02-01T10:00'}|reserves[0].seats",
        "{'year': 1, 'seats': 1}|reserves[0].until",
        "{'year': 1, 'seats': 1, 'until': '2020-02-01T10:00'}|reserves[0].until",
        "{'year': 1, 'seats': 1, 'until': 'soon'}|reserves[0].until",
        "{'year': 1, 'seats': 1, 'until': '2099-02-01T10:00', 'id': 7}|reserves[0].id",
        "{'year': 1, 'seats': 1, 'until': '2099-02-01T10:00'}, {'year': 1, 'seats': 1, 'until': '2099-03-01T10:00'}|reserves[1]",
        "{'year': 1, 'seats': 6, 'until': '2099-02-01T10:00'}, {'year': 2, 'seats': 5, 'until': '2099-03-01T10:00'}|reserves[1].seats",
      })
  void oneThatCannotBeIsNamedAndNothingIsWritten(String reserves, String field) {
    put(reserves.replace('\'', '"'), 400).body("field", equalTo(field));
    assertThat(kept()).isEmpty();
  }

  @Test
  void anUnknownSectionKeepsNoneAndOnlyRegistrarsLook() {
    for (String unknown : new String[] {"XXX1001-01", "nonsense"}) {
      as("registrar-1", "registrar")
          .get("/registrar/v1/sections/%s/reserves".formatted(unknown))
          .then()
          .statusCode(404)
          .body("type", equalTo("urn:sugang:problem:section-unknown"));
    }
    as("operator-1", "operator").get(RESERVES).then().statusCode(403);
  }

  private static List<String> kept() {
    return writer()
        .column(
            "SELECT CONCAT_WS(' ', position, year, department_id, group_name, seats, taken, until_at) FROM section_reserve WHERE section_id = '%s' ORDER BY position"
                .formatted(SECTION));
  }

  private static ValidatableResponse put(String reserves, int status) {
    return as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .body("{\"reserves\": [%s], \"reason\": \"senate\"}".formatted(reserves))
        .put(RESERVES)
        .then()
        .statusCode(status);
  }
}
