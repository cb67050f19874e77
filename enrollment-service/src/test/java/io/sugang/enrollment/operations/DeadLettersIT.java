package io.sugang.enrollment.operations;

import static io.restassured.RestAssured.given;
import static io.sugang.enrollment.Calls.as;
import static io.sugang.testing.Database.reader;
import static io.sugang.testing.Database.writer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.operations.application.CollectDeadLetters;
import io.sugang.testing.LocalStack;
import io.sugang.testing.Queues;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** What operators see of the real dead letter queues. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class DeadLettersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject CollectDeadLetters collect;
  @Inject SqsAsyncClient sqs;

  private Queues queues;
  private Letters letters;

  @BeforeEach
  void empty() throws InterruptedException {
    queues = new Queues(sqs);
    letters = new Letters(sqs);
    // What the round in hand hides comes back when it ends.
    collectNow();
    letters.clear();
  }

  @Test
  void aRequestIsShownWithAllThatIsKnownOfIt() throws InterruptedException {
    LineRequest request = Letters.request("OPS1001-01", 1);
    letters.file(request, DeadLetterCause.UNKNOWN_SECTION);
    collectNow();

    list("")
        .body("total", equalTo(1))
        .body("page", equalTo(1))
        .body("pages", equalTo(1))
        .body("deadLetters[0].queue", equalTo("sugang-requests"))
        .body("deadLetters[0].cause", equalTo("unknown-section"))
        .body("deadLetters[0].section", equalTo("OPS1001-01"))
        .body("deadLetters[0].number", equalTo(request.number().value()))
        .body("deadLetters[0].student", equalTo("2027010001"))
        .body("deadLetters[0].trace", equalTo(Letters.TRACE))
        .body("deadLetters[0].attempts", equalTo(3))
        .body("deadLetters[0].firstSeen", equalTo(Letters.FIRST_SEEN.toString()))
        .body("deadLetters[0].returns", equalTo(0))
        .body("deadLetters[0].state", equalTo("open"))
        .body("deadLetters[0]", not(hasKey("body")));
    show(idOf("OPS1001-01"))
        .body("deadLetter.section", equalTo("OPS1001-01"))
        .body("attributes.'sugang-cause'", equalTo("unknown-section"))
        .body("body", equalTo(Letters.body(request)));
  }

  /** A redrive by AWS's own means needs it there. */
  @Test
  void itStaysInItsQueueAndIsRecordedOnce() throws InterruptedException {
    letters.file(Letters.request("OPS1001-01", 1), DeadLetterCause.UNKNOWN_SECTION);

    collectNow();
    collectNow();

    list("").body("total", equalTo(1)).body("deadLetters[0].returns", equalTo(0));
    assertThat(queues.takeDeadLetters(Queue.REQUESTS)).hasSize(1);
  }

  @Test
  void whatNobodyCanReadIsShownAsItCame() throws InterruptedException {
    String rubbish = "<script>alert('1')</script> \u0001\u0002 \uD83D\uDE00 {\"type\": ' \\ 한글";
    String sent = rubbish.replaceAll("[\u0001\u0002]", "\t");
    sqs.sendMessage(r -> r.queueUrl(Letters.deadLettersOf(Queue.NOTIFICATIONS)).messageBody(sent))
        .join();
    sqs.sendMessage(
            r -> r.queueUrl(Letters.deadLettersOf(Queue.REQUESTS)).messageBody("x".repeat(200_000)))
        .join();
    collectNow();

    list("?queue=sugang-notifications")
        .body("total", equalTo(1))
        .body("deadLetters[0].cause", equalTo("received-too-often"))
        .body("deadLetters[0].section", nullValue())
        .body("deadLetters[0].attempts", nullValue());
    show(writer().number("SELECT id FROM dead_letter WHERE queue = 'sugang-notifications'"))
        .header("Content-Type", equalTo("application/json;charset=UTF-8"))
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .body("body", equalTo(sent));
    show(writer().number("SELECT id FROM dead_letter WHERE queue = 'sugang-requests'"))
        .body("body.length()", equalTo(200_000));
  }

  @Test
  void whatLeavesItsQueueIsFollowedUntilItsRequestIsDecided() throws InterruptedException {
    LineRequest request = Letters.request("OPS1002-01", 1);
    letters.file(request, DeadLetterCause.UNKNOWN_SECTION);
    collectNow();
    Letters.journal(request, "quarantined");

    var unused = queues.takeDeadLetters(Queue.REQUESTS);
    awaitState("OPS1002-01", "moved");
    collectNow();
    assertThat(state("OPS1002-01")).as("as long as nobody decided it").isEqualTo("moved");

    writer()
        .execute(
            "UPDATE request SET state = 'refused', reason = 'section-full' WHERE section_id = 'OPS1002-01'");
    awaitState("OPS1002-01", "resolved");
  }

  @Test
  void whatComesBackIsOpenAgainAndSaysSo() throws InterruptedException {
    LineRequest request = Letters.request("OPS1003-01", 1);
    letters.file(request, DeadLetterCause.UNKNOWN_SECTION);
    collectNow();
    var unused = queues.takeDeadLetters(Queue.REQUESTS);
    awaitState("OPS1003-01", "moved");

    letters.file(request, DeadLetterCause.UNKNOWN_STUDENT);
    collectNow();

    list("")
        .body("total", equalTo(1))
        .body("deadLetters[0].state", equalTo("open"))
        .body("deadLetters[0].cause", equalTo("unknown-student"))
        .body("deadLetters[0].returns", equalTo(1));
  }

  /** Somebody else may file whatever SQS takes. */
  @Test
  void attributesThatAreNotOursStopNobody() throws InterruptedException {
    LineRequest request = Letters.request("OPS1006-01", 1);
    var letter =
        DeadLetter.ofRequest(
                request,
                Optional.of(Queue.REQUESTS),
                DeadLetterCause.UNKNOWN_SECTION,
                3,
                Letters.FIRST_SEEN)
            .attributes();
    var attributes = new TreeMap<>(letter);
    attributes.put("sugang-detail", "x".repeat(1000));
    attributes.put("sugang-trace", "한".repeat(100));
    attributes.put("sugang-first-seen", "+1000000-01-01T00:00:00Z");
    letters.send(Letters.body(request), attributes);
    letters.send("another", Map.of("sugang-cause", "none of ours"));
    letters.file(Letters.request("OPS1007-01", 2), DeadLetterCause.UNKNOWN_SECTION);

    collectNow();

    list("").body("total", equalTo(3));
    list("?section=OPS1006-01").body("deadLetters[0].detail.length()", equalTo(200));
    list("?cause=unknown").body("total", equalTo(1));
  }

  /** It may fail again before anybody noticed that it had left. */
  @Test
  void whatComesBackAtOnceSaysSoToo() throws InterruptedException {
    LineRequest request = Letters.request("OPS1005-01", 1);
    letters.file(request, DeadLetterCause.UNKNOWN_SECTION);
    collectNow();

    var unused = queues.takeDeadLetters(Queue.REQUESTS);
    letters.file(request, DeadLetterCause.UNKNOWN_SECTION);
    collectNow();
    collectNow();

    list("")
        .body("total", equalTo(1))
        .body("deadLetters[0].state", equalTo("open"))
        .body("deadLetters[0].returns", equalTo(1));
  }

  /** The journal's request with that number is another's. */
  @Test
  void aRequestThatLostItsNumberIsResolvedByItsNewOne() throws InterruptedException {
    LineRequest request = Letters.request("OPS1004-01", 1);
    letters.file(request, DeadLetterCause.NUMBER_CLASH);
    collectNow();
    Letters.journal(request, "admitted");
    writer().execute("DELETE FROM number_clash WHERE section_id = 'OPS1004-01'");
    writer()
        .execute(
            """
            INSERT INTO number_clash (section_id, number, student_id, type, accepted_at, traceparent, since)
            SELECT section_id, number, student_id, type, accepted_at, traceparent, NOW(3) FROM request
            WHERE section_id = 'OPS1004-01'\
            """);
    var unused = queues.takeDeadLetters(Queue.REQUESTS);
    awaitState("OPS1004-01", "moved");

    writer().execute("UPDATE number_clash SET new_number = 9 WHERE section_id = 'OPS1004-01'");

    awaitState("OPS1004-01", "resolved");
    writer().execute("DELETE FROM number_clash WHERE section_id = 'OPS1004-01'");
  }

  @Test
  void groupsCountWhatIsThere() throws InterruptedException {
    List<DeadLetterCause> causes = List.of(DeadLetterCause.values());
    var expected = new TreeMap<String, Integer>();
    for (int i = 0; i < 120; i++) {
      DeadLetterCause cause = causes.get(i * i % causes.size());
      letters.file(Letters.request("OPS2%03d-01".formatted(i), i + 1), cause);
      expected.merge(cause.wireName(), 1, Integer::sum);
    }
    collectNow();

    Map<String, Integer> groups = new TreeMap<>();
    List<Map<String, Object>> answer =
        as("operator-1", "operator")
            .get("/ops/v1/dead-letters/groups")
            .then()
            .statusCode(200)
            .extract()
            .path("groups");
    answer.forEach(group -> groups.put((String) group.get("cause"), (Integer) group.get("count")));
    assertThat(groups).isEqualTo(expected);
    list("").body("total", equalTo(120)).body("pages", equalTo(3)).body("deadLetters", hasSize(50));
    list("?page=3").body("deadLetters", hasSize(20));
    list("?cause=unknown-student")
        .body("total", equalTo(expected.getOrDefault("unknown-student", 0)));
    list("?section=OPS2007-01").body("total", equalTo(1));
    list("?state=resolved").body("total", equalTo(0)).body("pages", equalTo(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"student", "registrar", "service"})
  void nobodyElseMayLook(String role) {
    for (String path : List.of("", "/groups", "/1")) {
      as("2027010001", role).get("/ops/v1/dead-letters" + path).then().statusCode(403);
    }
  }

  @Test
  void whoeverSaysNotWhoTheyAreMayNotLook() {
    given().get("/ops/v1/dead-letters").then().statusCode(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=vanished",
        "queue=mine",
        "section=a+b",
        "cause=%ED%95%9C",
        "page=0",
        "page=x",
        "sort=id",
        "state=open&state=open"
      })
  void whatCannotBeMeantIsRefused(String query) {
    as("operator-1", "operator").get("/ops/v1/dead-letters?" + query).then().statusCode(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "99999999", "x", "99999999999999999999"})
  void aLetterThatIsNotThereIsNotFound(String id) {
    as("operator-1", "operator").get("/ops/v1/dead-letters/" + id).then().statusCode(404);
  }

  private static ValidatableResponse list(String query) {
    // The replica may be a moment behind.
    await()
        .untilAsserted(
            () -> assertThat(reader().column(EVERYTHING)).isEqualTo(writer().column(EVERYTHING)));
    return as("operator-1", "operator").get("/ops/v1/dead-letters" + query).then().statusCode(200);
  }

  private static final String EVERYTHING =
      "SELECT CONCAT(id, state, returns, cause) FROM dead_letter ORDER BY id";

  private static ValidatableResponse show(long id) {
    return as("operator-1", "operator").get("/ops/v1/dead-letters/" + id).then().statusCode(200);
  }

  private void collectNow() throws InterruptedException {
    assertThat(collect.awaitRound(PATIENCE)).isTrue();
  }

  private void awaitState(String section, String state) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              collectNow();
              return state(section);
            },
            state::equals);
  }

  private static String state(String section) {
    return Letters.state(section);
  }

  private static long idOf(String section) {
    return writer().number("SELECT id FROM dead_letter WHERE section_id = '%s'".formatted(section));
  }
}
