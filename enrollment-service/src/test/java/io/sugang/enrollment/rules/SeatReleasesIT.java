package io.sugang.enrollment.rules;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.sugang.testing.LocalStack;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registrar says when seats are released that are given back, in a term of its own. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class SeatReleasesIT {

  private static final String RELEASE = "/registrar/v1/terms/2026-8/seat-release";

  @BeforeEach
  void thereIsATerm() {
    thereIsNone();
    writer()
        .execute(
            "INSERT INTO term (id, name_ko, name_en, zone, starts_on, ends_on) VALUES ('2026-8', '', '', 'Europe/Berlin', '2026-01-01', '2026-01-02')");
    writer()
        .execute(
            "INSERT INTO registration_window (term_id, year, kind, opens_at, closes_at) VALUES ('2026-8', 1, 'main', '2026-01-01', '2099-01-01')");
  }

  @AfterEach
  void thereIsNone() {
    for (String table : new String[] {"term_seat_release", "registration_window"}) {
      writer().execute("DELETE FROM %s WHERE term_id = '2026-8'".formatted(table));
    }
    writer().execute("DELETE FROM term WHERE id = '2026-8'");
  }

  @Test
  void theyAreReleasedAtOnceUnlessSomebodySaysOtherwise() {
    as("registrar-1", "registrar")
        .get(RELEASE)
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"0\""))
        .body("release", nullValue());

    put("'kind': 'at-times', 'times': ['18:00', '12:00']", 200)
        .header("ETag", equalTo("\"1\""))
        .body("release.kind", equalTo("at-times"))
        .body("release.times", contains("12:00:00", "18:00:00"))
        .body("release.commitment", nullValue());

    assertThat(
            writer()
                .column(
                    "SELECT CONCAT_WS(' ', action, subject, before_value, JSON_EXTRACT(after_value, '$.kind'), JSON_EXTRACT(after_value, '$.times')) FROM audit ORDER BY id DESC LIMIT 1"))
        .containsExactly(
            "write-seat-release term 2026-8 null \"at-times\" [\"12:00:00\", \"18:00:00\"]");
    awaitTold(List.of("at-times"));
  }

  @Test
  void aDelaysSeedIsCommittedToAndToldWhenRegistrationIsOver() throws Exception {
    String commitment =
        put("'kind': 'after-delay', 'atLeastSeconds': 600, 'atMostSeconds': 600", 200)
            .body("release.seed", nullValue())
            .extract()
            .path("release.commitment");
    put("'kind': 'at-once'", 200).header("ETag", equalTo("\"2\""));
    awaitTold(List.of("after-delay", "at-once"));
    assertThat(told().getFirst().get("commitment")).isEqualTo(commitment);
    assertThat(told().getFirst()).doesNotContainKey("seed");
    assertThat(writer().column("SELECT CONCAT(before_value, after_value) FROM audit"))
        .noneMatch(
            text ->
                text != null
                    && text.contains(writer().text("SELECT MAX(seed) FROM term_seat_release")));

    // Closed before the rule was written, and a moment ago: neither is the end.
    for (String closes : List.of("'2026-02-01'", "UTC_TIMESTAMP() - INTERVAL 23 HOUR")) {
      String before = closesAt();
      close(closes);
      await().until(() -> !closesAt().equals(before));
      assertThat(told().getFirst()).doesNotContainKey("seed");
    }
    writer().execute("UPDATE term_seat_release SET since = '2026-01-02' WHERE term_id = '2026-8'");
    close("'2026-02-01'");

    await().until(() -> told().getFirst().containsKey("seed"));
    HexFormat hex = HexFormat.of();
    byte[] seed = hex.parseHex((String) told().getFirst().get("seed"));
    assertThat(seed).hasSize(32);
    assertThat(hex.formatHex(MessageDigest.getInstance("SHA-256").digest(seed)))
        .isEqualTo(commitment);
  }

  private static String closesAt() {
    return as("gateway-1", "service")
        .get("/internal/v1/terms")
        .path("find { it.id == '2026-8' }.windows[0].closesAt");
  }

  private static void close(String closes) {
    writer()
        .execute(
            "UPDATE registration_window SET closes_at = %s WHERE term_id = '2026-8'"
                .formatted(closes));
  }

  /** By then the old seed may be known. */
  @Test
  void registrationThatBeginsAnewHasASeedOfItsOwn() {
    put("'kind': 'after-delay', 'atLeastSeconds': 600, 'atMostSeconds': 700", 200);
    close("'2026-02-01'");
    as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .body(
            "{\"windows\":[{\"year\":1,\"opensAt\":\"2098-01-01T10:00\",\"closesAt\":\"2099-01-01T10:00\"}],\"reason\":\"x\"}")
        .put("/registrar/v1/terms/2026-8/windows")
        .then()
        .statusCode(200);

    awaitTold(List.of("after-delay", "after-delay"));
    assertThat(told().get(1).get("commitment")).isNotEqualTo(told().getFirst().get("commitment"));
    assertThat(told().get(1)).containsEntry("atMostSeconds", 700);
    assertThat(writer().number("SELECT COUNT(DISTINCT seed) FROM term_seat_release")).isEqualTo(2);
  }

  private static void awaitTold(List<String> kinds) {
    await()
        .untilAsserted(
            () -> assertThat(told().stream().map(one -> one.get("kind"))).isEqualTo(kinds));
  }

  /** As gateways hear it, and pass it on. */
  private static List<Map<String, Object>> told() {
    return as("gateway-1", "service")
        .get("/internal/v1/terms")
        .path("find { it.id == '2026-8' }.seatReleases");
  }

  @Test
  void whoSawAnOlderOneDoesNotOverwriteANewerOne() {
    put("'kind': 'at-once'", 200);
    as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .header("If-Match", "\"0\"")
        .body("{\"kind\":\"at-once\",\"reason\":\"x\"}")
        .put(RELEASE)
        .then()
        .statusCode(412)
        .body("type", equalTo("urn:sugang:problem:rules-changed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'kind': null|kind",
        "'kind': 'soon'|kind",
        "'kind': 'at-once', 'times': ['12:00']|times",
        "'kind': 'at-times'|times",
        "'kind': 'at-times', 'times': []|times",
        "'kind': 'at-times', 'times': ['24:00']|times[0]",
        "'kind': 'at-times', 'times': ['12:00', '12:00:30']|times[1]",
        "'kind': 'at-times', 'times': ['12:00', '12:00']|times[1]",
        "'kind': 'at-times', 'times': [null]|times[0]",
        "'kind': 'at-times', 'times': ['12:00'], 'atLeastSeconds': 1|atLeastSeconds",
        "'kind': 'after-delay', 'atMostSeconds': 1|atLeastSeconds",
        "'kind': 'after-delay', 'atLeastSeconds': -1, 'atMostSeconds': 1|atLeastSeconds",
        "'kind': 'after-delay', 'atLeastSeconds': 10, 'atMostSeconds': 9|atMostSeconds",
        "'kind': 'after-delay', 'atLeastSeconds': 1, 'atMostSeconds': 604801|atMostSeconds",
        "'kind': 'after-delay', 'atLeastSeconds': '1', 'atMostSeconds': 2|atLeastSeconds",
        "'kind': 'at-once', 'seed': '00'|seed",
      })
  void whatCannotBeIsNamedAndNothingIsWritten(String change, String field) {
    put(change, 400).body("field", equalTo(field));
    assertThat(writer().number("SELECT rules_version FROM term WHERE id = '2026-8'")).isZero();
  }

  @Test
  void anUnknownTermHasNone() {
    as("registrar-1", "registrar")
        .get("/registrar/v1/terms/1999-1/seat-release")
        .then()
        .statusCode(404);
    as("operator-1", "operator").get(RELEASE).then().statusCode(403);
  }

  private static ValidatableResponse put(String change, int status) {
    return as("registrar-1", "registrar")
        .contentType(ContentType.JSON)
        .body("{%s,\"reason\":\"senate\"}".formatted(change.replace('\'', '"')))
        .put(RELEASE)
        .then()
        .statusCode(status);
  }
}
