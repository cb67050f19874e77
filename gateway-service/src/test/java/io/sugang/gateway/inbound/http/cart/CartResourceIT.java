package io.sugang.gateway.inbound.http.cart;

import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Doors;
import io.sugang.gateway.outbound.redis.CartCopies;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A student prepares a cart, checks it, and asks for it. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class CartResourceIT {

  private static final String CART = "/api/v1/cart";
  private static final String STUDENT = People.student(351);
  private static final List<String> SECTIONS = List.of("STA4014-01", "STA4014-02", "STA4015-01");

  @Inject Doors doors;
  @Inject CartCopies copies;

  @BeforeEach
  void open() {
    doors.open(1);
    awaitCopies();
  }

  @AfterEach
  void asBefore() {
    for (String table : List.of("cart_bundle_section", "cart_bundle", "cart_section", "cart")) {
      writer().execute("DELETE FROM " + table);
    }
    doors.lose(copy());
    for (String section : SECTIONS) {
      var keys = new LineKeys(new SectionId(section));
      doors.lose(keys.line(), keys.requests(), keys.live());
    }
  }

  private static String copy() {
    return "cache:cart:1:" + STUDENT;
  }

  @Test
  void whatIsPutInIsThereAlsoWhenRedisLostIt() {
    as(STUDENT)
        .get(CART)
        .then()
        .statusCode(200)
        .header("ETag", "\"0\"")
        .header("Cache-Control", "no-store")
        .body("sections", empty())
        .body("bundles", empty());

    put("{\"sections\": [\"STA4014-01\", \"STA4015-01\"]}", 200).header("ETag", "\"1\"");
    as(STUDENT).get(CART).then().body("sections", contains("STA4014-01", "STA4015-01"));

    doors.lose(copy());
    as(STUDENT)
        .get(CART)
        .then()
        .header("ETag", "\"1\"")
        .body("sections", contains("STA4014-01", "STA4015-01"));
  }

  /** What was written is told, not what gateways shared before. */
  @Test
  void everyChangeIsSeenAtOnce() {
    for (int i = 0; i < 10; i++) {
      String section = SECTIONS.get(i % 3);
      put("{\"sections\": [\"%s\"]}".formatted(section), 200);
      as(STUDENT).get(CART).then().body("sections", contains(section));
    }
  }

  /** Somebody looked just before, and is slow. */
  @Test
  void whatWasSeenBeforeAChangeIsNotSharedAfterIt() {
    var student = new StudentId(STUDENT);
    var old = new Cart(1, List.of("STA4014-01"), List.of());
    var changed = new Cart(2, List.of("STA4015-01"), List.of());

    Uni<Cart> slow = copies.get(student, () -> copies.withhold(student).replaceWith(old));
    assertThat(slow.await().indefinitely()).isEqualTo(old);

    Uni<Cart> next = copies.get(student, () -> Uni.createFrom().item(changed));
    assertThat(next.await().indefinitely()).isEqualTo(changed);
  }

  @Test
  void copiesAreSharedUntilTheLineIsOpenedAnew() {
    var student = new StudentId(STUDENT);
    var cart = new Cart(1, List.of("STA4014-01"), List.of());
    var other = new Cart(2, List.of("STA4015-01"), List.of());
    assertThat(copies.get(student, () -> Uni.createFrom().item(cart)).await().indefinitely())
        .isEqualTo(cart);

    assertThat(copies.get(student, () -> Uni.createFrom().item(other)).await().indefinitely())
        .as("shared")
        .isEqualTo(cart);
    doors.open(2);
    try {
      assertThat(copies.get(student, () -> Uni.createFrom().item(other)).await().indefinitely())
          .isEqualTo(other);
    } finally {
      doors.lose("cache:cart:2:" + STUDENT);
    }
  }

  @Test
  void whatCannotBeIsSaidByTheOfficeInTheStudentsLanguage() {
    put("{\"sections\": [\"STA9999-01\"]}", 400)
        .contentType("application/problem+json")
        .body("field", equalTo("sections[0]"))
        .body("detail", containsString("개설된 분반의 번호"));
    put("{\"sections\": [\"STA4014-01\"], \"color\": 1}", 400).body("field", equalTo("color"));
    put("{\"sections\": {}}", 400).body("field", equalTo("sections"));
    put("", 400);
    put("{\"sections\": [\"STA4014-01\"]}", 200);
    as(STUDENT)
        .contentType(ContentType.JSON)
        .header("If-Match", "\"7\"")
        .body("{\"sections\": []}")
        .put(CART)
        .then()
        .statusCode(412)
        .body("type", equalTo("urn:sugang:problem:cart-changed"));
    as(STUDENT)
        .contentType(ContentType.JSON)
        .header("If-Match", "")
        .body("{\"sections\": []}")
        .put(CART)
        .then()
        .statusCode(400)
        .body("field", equalTo("If-Match"));
    as("2020999999")
        .contentType(ContentType.JSON)
        .body("{\"sections\": []}")
        .put(CART)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:student-unknown"));
  }

  @Test
  void theCheckSaysWhatIsInTheWay() {
    put("{\"sections\": [\"STA4014-01\", \"STA4014-02\"]}", 200);

    as(STUDENT)
        .header("Accept-Language", "ko")
        .get(CART + "/check")
        .then()
        .statusCode(200)
        .body("sections", hasSize(2))
        .body("sections[0].violations", empty())
        .body("sections[1].held", equalTo(false))
        .body("sections[1].violations[0].rule", equalTo("course-already-taken"))
        .body(
            "sections[1].violations[0].message",
            equalTo("장바구니에서 앞선 분반이 모두 배정된다면: 같은 교과목의 STA4014-01 분반을 이미 수강 중입니다."));
    as("2020999999")
        .get(CART + "/check")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:student-unknown"));
  }

  @Test
  void allAreAskedForEachWithItsReceiptAndAgainTheSame() {
    put("{\"sections\": [\"STA4015-01\", \"STA4014-01\"]}", 200);

    List<String> receipts =
        apply("k1")
            .statusCode(202)
            .header("Cache-Control", "no-store")
            .body("requests.section", contains("STA4015-01", "STA4014-01"))
            .body("requests.status", contains(202, 202))
            .body("requests[0].receipt.number", notNullValue())
            .body("requests[0].problem", equalTo(null))
            .extract()
            .path("requests.receipt.id");
    assertThat(receipts).doesNotHaveDuplicates();

    apply("k1").statusCode(202).body("requests.receipt.id", equalTo(receipts));
    as(STUDENT)
        .post(CART + "/requests")
        .then()
        .statusCode(200)
        .body("requests.status", contains(200, 200))
        .body("requests.receipt.id", equalTo(receipts));
    as(STUDENT)
        .get("/api/v1/requests/" + receipts.getFirst())
        .then()
        .statusCode(200)
        .body("state", equalTo("waiting"));
  }

  /** One line is closed; the other does not wait for it. */
  @Test
  void whatIsInTheWayOfOneSectionIsSaidForThatOne() {
    put("{\"sections\": [\"STA4015-01\", \"STA4014-02\"]}", 200);
    doors.lose(new LineKeys(new SectionId("STA4015-01")).live());

    apply("k2")
        .statusCode(202)
        .body("requests.status", contains(503, 202))
        .body("requests[0].problem.type", equalTo("urn:sugang:problem:line-closed"))
        .body("requests[0].receipt", equalTo(null));
  }

  @Test
  void aProblemOfAllIsTheAnswer() {
    as(STUDENT)
        .post(CART + "/requests")
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:sugang:problem:cart-empty"));

    put("{\"sections\": [\"STA4015-01\", \"STA4014-02\"]}", 200);
    for (String section : List.of("STA4015-01", "STA4014-02")) {
      doors.lose(new LineKeys(new SectionId(section)).live());
    }
    apply("k3")
        .statusCode(503)
        .header("Retry-After", "5")
        .body("type", equalTo("urn:sugang:problem:line-closed"));
  }

  private static ValidatableResponse apply(String key) {
    return as(STUDENT).header("Idempotency-Key", key).post(CART + "/requests").then();
  }

  private static ValidatableResponse put(String body, int status) {
    return as(STUDENT)
        .header("Accept-Language", "ko")
        .contentType(ContentType.JSON)
        .body(body)
        .put(CART)
        .then()
        .statusCode(status);
  }
}
