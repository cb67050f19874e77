package io.sugang.enrollment.cart;

import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.sugang.testing.LocalStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A student prepares a cart, and looks at what is in its way. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class CartIT {

  private static final String CART = "/internal/v1/cart";
  private static final String STUDENT = "2027010002";
  private static final List<String> WRITTEN =
      List.of(
          "cart_bundle_section",
          "cart_bundle",
          "cart_section",
          "cart",
          "rule_book",
          "waitlist_review",
          "student_hold");

  @BeforeEach
  @AfterEach
  void nothingIsPrepared() {
    WRITTEN.forEach(table -> writer().execute("DELETE FROM " + table));
    writer().execute("DELETE FROM waitlist_entry WHERE student_id = '%s'".formatted(STUDENT));
    writer().execute("DELETE FROM enrollment WHERE student_id = '%s'".formatted(STUDENT));
  }

  @Test
  void itIsEmptyAtFirstAndAfterwardsWhatWasPutIn() {
    student()
        .get(CART)
        .then()
        .statusCode(200)
        .body("version", equalTo(0))
        .body("sections", empty())
        .body("bundles", empty());

    rules("bundle-satisfied");
    put(
            """
            {"sections": ["PHI2008-01", "PHI1003-01", "PHI1001-01"],
             "bundles": [{"sections": ["PHI1001-01", "PHI1003-01"], "maxSections": 1},
                         {"sections": ["PHI2008-01", "PHI1001-01"], "maxCredits": 5, "maxSections": 2}]}\
            """,
            200)
        .body("version", equalTo(1));

    student()
        .get(CART)
        .then()
        .body("version", equalTo(1))
        .body("sections", contains("PHI2008-01", "PHI1003-01", "PHI1001-01"))
        .body("bundles[0].sections", contains("PHI1003-01", "PHI1001-01"))
        .body("bundles[0].maxSections", equalTo(1))
        .body("bundles[0].maxCredits", equalTo(null))
        .body("bundles[1].maxCredits", equalTo(5));
    as("2027010003", "student").get(CART).then().body("sections", empty());

    put("{\"sections\": [\"PHI1003-01\"]}", 200).body("version", equalTo(2));
    put("{\"sections\": []}", 200).body("version", equalTo(3)).body("bundles", empty());
  }

  @Test
  void anOlderOneIsNotWrittenOverANewerOneButTheSameMayBe() {
    put("{\"sections\": [\"PHI1001-01\"]}", 200);

    putIfMatch("\"0\"", "{\"sections\": [\"PHI1003-01\"]}", 412)
        .body("type", equalTo("urn:sugang:problem:cart-changed"));
    putIfMatch("\"0\"", "{\"sections\": [\"PHI1001-01\"]}", 200).body("version", equalTo(1));
    putIfMatch("\"1\"", "{\"sections\": [\"PHI1003-01\"]}", 200).body("version", equalTo(2));
  }

  /** Two at once are one after the other, whichever is first: never a mixture. */
  @Test
  void twoTabsNeverMixTheirCarts() throws Exception {
    for (int round = 0; round < 10; round++) {
      List<Callable<Integer>> tabs = new ArrayList<>();
      for (String sections :
          List.of("\"PHI1001-01\", \"PHI1003-01\"", "\"PHI1003-01\", \"PHI2008-01\"")) {
        tabs.add(() -> put("{\"sections\": [" + sections + "]}", 200).extract().path("version"));
      }
      try (var threads = Executors.newFixedThreadPool(2)) {
        for (var tab : threads.invokeAll(tabs)) {
          assertThat(tab.get()).isPositive();
        }
      }
      List<String> kept = student().get(CART).then().extract().path("sections");
      assertThat(kept)
          .isIn(List.of("PHI1001-01", "PHI1003-01"), List.of("PHI1003-01", "PHI2008-01"));
      writer().execute("DELETE FROM cart_section");
      writer().execute("DELETE FROM cart");
    }
  }

  /** Workers decide under the locks of these rows. */
  @Test
  void noCartLocksSectionsOrStudents() {
    assertThat(
            writer()
                .number(
                    """
                    SELECT COUNT(*) FROM information_schema.KEY_COLUMN_USAGE
                    WHERE TABLE_NAME LIKE 'cart%' AND REFERENCED_TABLE_NAME NOT LIKE 'cart%'\
                    """))
        .isZero();
  }

  @Test
  void whoWaitsIsReviewedWhenBundlesChange() {
    rules("bundle-satisfied");
    writer()
        .execute(
            """
            INSERT INTO waitlist_entry (section_id, student_id, number, since)
            SELECT id, '%s', 1, NOW() FROM section WHERE id = 'PHI1001-01'\
            """
                .formatted(STUDENT));

    put("{\"sections\": [\"PHI1001-01\"]}", 200);
    assertThat(writer().number("SELECT COUNT(*) FROM waitlist_review")).isZero();

    put(
        "{\"sections\": [\"PHI1001-01\"], \"bundles\": [{\"sections\": [\"PHI1001-01\"], \"maxCredits\": 9}]}",
        200);
    assertThat(writer().column("SELECT section_id FROM waitlist_review"))
        .containsExactly("PHI1001-01");
  }

  @Test
  void aTermWithoutTheRuleHasNoBundles() {
    put(
            "{\"sections\": [\"PHI1001-01\"], \"bundles\": [{\"sections\": [\"PHI1001-01\"], \"maxSections\": 1}]}",
            409)
        .body("type", equalTo("urn:sugang:problem:no-bundles"));
    student().get(CART).then().body("version", equalTo(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|sections",
        "{'sections': 7}|sections",
        "{'sections': [null]}|sections[0]",
        "{'sections': ['phi 1']}|sections[0]",
        "{'sections': ['PHI1001-01', ' PHI1001-01']}|sections[1]",
        "{'sections': ['PHI1001-01', 'PHI9999-01']}|sections[1]",
        "{'sections': ['PHI1001-01', 'PHI1001-01']}|sections[1]",
        "{'sections': ['PHI1001-01'], 'color': 'red'}|color",
        "{'sections': ['PHI1001-01'], 'bundles': [null]}|bundles[0]",
        "{'sections': ['PHI1001-01'], 'bundles': [{'maxSections': 1}]}|bundles[0].sections",
        "{'sections': ['PHI1001-01'], 'bundles': [{'sections': [], 'maxSections': 1}]}|bundles[0].sections",
        "{'sections': ['PHI1001-01'], 'bundles': [{'sections': ['PHI1001-01']}]}|bundles[0]",
        "{'sections': ['PHI1001-01'], 'bundles': [{'sections': ['PHI1003-01'], 'maxSections': 1}]}|bundles[0].sections[0]",
        "{'sections': ['PHI1001-01'], 'bundles': [{'sections': ['PHI1001-01', 'PHI1001-01'], 'maxSections': 1}]}|bundles[0].sections[1]",
        "{'sections': ['PHI1001-01'], 'bundles': [{'sections': ['PHI1001-01'], 'maxSections': 0}]}|bundles[0].maxSections",
        "{'sections': ['PHI1001-01'], 'bundles': [{'sections': ['PHI1001-01'], 'maxCredits': 1}]}|bundles[0].maxCredits",
        "{'sections': ['PHI1001-01'], 'bundles': [{'sections': ['PHI1001-01'], 'maxCredits': 61}]}|bundles[0].maxCredits",
      })
  void whatCannotBeIsA400ThatNamesTheField(String body, String field) {
    rules("bundle-satisfied");

    put(body.replace('\'', '"'), 400).body("field", equalTo(field));
    student().get(CART).then().body("version", equalTo(0));
  }

  @Test
  void noMoreThanThirtySections() {
    String many = String.join(",", Collections.nCopies(31, "\"PHI1001-01\""));

    put("{\"sections\": [" + many + "]}", 400).body("field", equalTo("sections"));
  }

  @Test
  void whoIsNoStudentHasNone() {
    as("2020999999", "student")
        .contentType(ContentType.JSON)
        .body("{\"sections\": []}")
        .put(CART)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:student-unknown"));
    as("2020999999", "student").get(CART + "/check").then().statusCode(403);
    as("registrar-1", "registrar").get(CART).then().statusCode(403);
  }

  @Test
  void theCheckTellsWhatIsInTheWay() {
    rules("hold", "bundle-satisfied");
    writer().execute("INSERT INTO student_hold VALUES ('%s', 'tuition')".formatted(STUDENT));
    put("{\"sections\": [\"PHI1001-01\", \"PHI1001-02\"]}", 200);

    await()
        .untilAsserted(
            () ->
                student()
                    .get(CART + "/check")
                    .then()
                    .statusCode(200)
                    .body("sections", hasSize(2))
                    .body("sections[0].violations[0].rule", equalTo("hold"))
                    .body("sections[0].violations[0].facts.holds", equalTo("tuition"))
                    .body("sections[0].violations[0].assumed", equalTo(false)));
  }

  @Test
  void withoutARuleBookOnlyTheCourseIsInTheWay() {
    put("{\"sections\": [\"PHI1001-01\", \"PHI1001-02\"]}", 200);

    student()
        .get(CART + "/check")
        .then()
        .statusCode(200)
        .body("sections[0].violations", empty())
        .body("sections[1].violations[0].rule", equalTo("course-already-taken"))
        .body("sections[1].violations[0].facts.section", equalTo("PHI1001-01"))
        .body("sections[1].violations[0].assumed", equalTo(true));
  }

  @Test
  void ofABundleTheSecondIsAnAlternativeAndASeatIsHeld() {
    rules("bundle-satisfied", "time-conflict");
    writer()
        .execute(
            """
            INSERT INTO enrollment (section_id, student_id, course_id, term_id, number, enrolled_at)
            SELECT id, '%s', course_id, term_id, 1, NOW() FROM section WHERE id = 'PHI2008-01'\
            """
                .formatted(STUDENT));
    put(
        """
        {"sections": ["PHI1001-01", "PHI1001-02", "PHI2008-01"],
         "bundles": [{"sections": ["PHI1001-01", "PHI1001-02"], "maxSections": 1}]}\
        """,
        200);

    await()
        .untilAsserted(
            () ->
                student()
                    .get(CART + "/check")
                    .then()
                    .statusCode(200)
                    .body("sections.alternative", contains(false, true, false))
                    .body("sections.held", contains(false, false, true)));
  }

  private static RequestSpecification student() {
    return as(STUDENT, "student");
  }

  private static ValidatableResponse put(String body, int status) {
    return student().contentType(ContentType.JSON).body(body).put(CART).then().statusCode(status);
  }

  private static ValidatableResponse putIfMatch(String tag, String body, int status) {
    return student()
        .contentType(ContentType.JSON)
        .header("If-Match", tag)
        .body(body)
        .put(CART)
        .then()
        .statusCode(status);
  }

  /** A new version of the term's rules, with these. */
  private static void rules(String... names) {
    writer().execute("UPDATE term SET rules_version = rules_version + 1 WHERE id = '2027-1'");
    writer()
        .execute(
            "INSERT INTO rule_book (term_id, version, rules, since) SELECT id, rules_version, '{%s}', NOW() FROM term WHERE id = '2027-1'"
                .formatted(String.join(",", quoted(names))));
  }

  private static List<String> quoted(String... names) {
    return Arrays.stream(names).map(name -> "\"%s\": {}".formatted(name)).toList();
  }
}
