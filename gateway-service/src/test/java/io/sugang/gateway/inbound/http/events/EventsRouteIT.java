package io.sugang.gateway.inbound.http.events;

import static io.restassured.RestAssured.given;
import static io.sugang.gateway.Api.accepted;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.sugang.contract.decision.RequestState;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Decisions;
import io.sugang.gateway.line.Doors;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Event streams over HTTP with the real Redis; decisions are shown as a worker would. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class EventsRouteIT {

  private static final String EVENTS = "/api/v1/requests/events";
  private static final long EPOCH = 1;

  /** Of one student, by default. */
  private static final int STREAMS = 5;

  @Inject Doors doors;
  @Inject Decisions decisions;
  @TestHTTPResource URI root;

  private final List<Stream<String>> open = new ArrayList<>();

  /** What a client has read of a stream. */
  private static final class Reader {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<JsonPath> states() {
      return dataOf("state").map(JsonPath::from).toList();
    }

    /** Data of the events with a name. */
    Stream<String> dataOf(String event) {
      return IntStream.range(1, lines.size())
          .filter(i -> lines.get(i - 1).equals("event: " + event))
          .mapToObj(i -> lines.get(i).substring("data: ".length()));
    }

    /** The first state that is so. */
    JsonPath await(Predicate<JsonPath> isSo) {
      return Awaitility.await()
          .until(
              () -> states().stream().filter(isSo).findFirst().orElse(null),
              found -> found != null);
    }
  }

  @BeforeEach
  void open() {
    doors.open(EPOCH);
    awaitCopies();
  }

  @AfterEach
  void hangUp() {
    open.forEach(Stream::close);
  }

  @Test
  void myRequestIsThereAtOnceThenMovesAndIsDecided() {
    String first = People.student(300);
    String mine = People.student(301);
    long before = accepted(first, "MAT1001-01").path("number");
    Response receipt = accepted(mine, "MAT1001-01");

    Reader stream = follow(mine, "0");

    JsonPath snapshot = stream.await(state -> true);
    assertThat(snapshot.getString("requests[0].id")).isEqualTo(receipt.path("id"));
    assertThat(snapshot.getString("requests[0].state")).isEqualTo("waiting");
    assertThat(snapshot.getLong("requests[0].position")).isEqualTo(1);

    decisions.show("MAT1001-01", before, first, RequestState.ADMITTED, 1, EPOCH);
    JsonPath moved = stream.await(state -> state.getLong("requests[0].position") == 0);
    assertThat(moved.getString("requests[0].state")).isEqualTo("waiting");

    decisions.show("MAT1001-01", receipt.path("number"), mine, RequestState.WAITLISTED, 2, EPOCH);
    JsonPath listed = stream.await(state -> "waitlisted".equals(state.get("requests[0].state")));
    assertThat(listed.getLong("requests[0].rank")).isEqualTo(1);

    decisions.show("MAT1001-01", receipt.path("number"), mine, RequestState.ADMITTED, 3, EPOCH);
    stream.await(state -> "admitted".equals(state.get("requests[0].state")));

    List<Long> versions = stream.states().stream().map(s -> s.getLong("version")).toList();
    assertThat(versions).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aRequestMadeAfterwardsComesWithoutAskingAgain() {
    String student = People.student(302);
    Reader stream = follow(student, "0");
    assertThat(stream.await(state -> true).getList("requests")).isEmpty();

    Response receipt = accepted(student, "MAT1001-02");

    JsonPath state = stream.await(s -> s.getList("requests").size() == 1);
    assertThat(state.getString("requests[0].id")).isEqualTo(receipt.path("id"));
  }

  @Test
  void aReasonIsToldInTheClientsLanguage() {
    String student = People.student(303);
    long number = accepted(student, "MAT1002-01").path("number");
    Reader stream = follow(student, "0");

    decisions.show("MAT1002-01", number, student, RequestState.REFUSED, 1, EPOCH);

    JsonPath state = stream.await(s -> "refused".equals(s.get("requests[0].state")));
    assertThat(state.getString("requests[0].message")).contains("30");
    assertThat(state.getString("requests[0].reason")).isEqualTo("section-full");
  }

  @Test
  void whoComesBackGetsTheWholeStateWithAHigherVersion() {
    String student = People.student(304);
    long number = accepted(student, "MAT1002-02").path("number");
    Reader stream = follow(student, "0");
    long seen = stream.await(state -> true).getLong("version");
    hangUp();
    decisions.show("MAT1002-02", number, student, RequestState.ADMITTED, 1, EPOCH);

    // As if another gateway with a faster clock had emitted it.
    Reader again = follow(student, Long.toString(seen + 30_000));

    JsonPath state = again.await(s -> true);
    assertThat(state.getLong("version")).isGreaterThan(seen + 30_000);
    assertThat(state.getString("requests[0].state")).isEqualTo("admitted");
  }

  @Test
  void whatWasToldWhileTheLineWasRebuiltIsSeenWhenItIsOpenAgain() {
    String student = People.student(305);
    long number = accepted(student, "MAT1003-01").path("number");
    Reader stream = follow(student, "0");
    stream.await(state -> true);
    doors.close();
    doors.open(2);

    decisions.show("MAT1003-01", number, student, RequestState.ADMITTED, 1, 2);

    stream.await(s -> "admitted".equals(s.get("requests[0].state")));
  }

  @Test
  void aBrowserOpensItWithATicket() {
    String student = People.student(306);
    Response receipt = accepted(student, "MAT1003-02");
    Response ticket = as(student).post(EVENTS + "/ticket");

    ticket.then().statusCode(200).header("Cache-Control", containsString("no-store"));
    Reader stream = read(HttpRequest.newBuilder(root.resolve(ticket.<String>path("url"))));

    assertThat(stream.await(state -> true).getString("requests[0].id"))
        .isEqualTo(receipt.path("id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?ticket=",
        "?ticket=2026010001.mlrs8q2w.AAAAAAAAAAAAAAAA",
        "?ticket=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void aDeadTicketOpensNothingAndSaysWhereTheNextComesFrom(String query) {
    given()
        .get(EVENTS + query)
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:sugang:problem:ticket-expired"))
        .body("detail", containsString("POST " + EVENTS + "/ticket"));
  }

  @Test
  void withoutTokenOrTicketThereIsNoStream() {
    given()
        .get(EVENTS)
        .then()
        .statusCode(401)
        .body("type", equalTo("urn:sugang:problem:unauthenticated"));
  }

  /** As browsers do: whoever is cut off comes back with the id of the last event. */
  @Test
  void sevenStreamsOfOneStudentComeToRest() {
    String student = People.student(307);
    var openings = new AtomicInteger();
    var atRest = new AtomicInteger();
    for (int i = 0; i < STREAMS + 2; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                String lastSeen = "0";
                while (!lastSeen.isEmpty()) {
                  openings.incrementAndGet();
                  lastSeen = followToTheEnd(student, lastSeen);
                }
                atRest.incrementAndGet();
              });
    }

    Awaitility.await().until(() -> atRest.get() == 2);
    // Whoever was replaced asked once more, and was told to stay away; the others stayed.
    assertThat(openings).hasValue(STREAMS + 4);
    follow(student, "0").await(state -> true);
    Awaitility.await().until(() -> atRest.get() == 3);
    assertThat(openings).hasValue(STREAMS + 5);
    for (int i = 0; i < STREAMS; i++) {
      // Ends the others.
      follow(student, "0").await(state -> true);
    }
    Awaitility.await().until(() -> atRest.get() == STREAMS + 2);
  }

  @Test
  void whoIsReplacedIsToldWhy() {
    String student = People.student(308);
    Reader first = follow(student, "0");
    first.await(state -> true);

    for (int i = 0; i < STREAMS; i++) {
      follow(student, "rubbish").await(state -> true);
    }

    Awaitility.await().until(() -> first.lines.contains("(end)"));
    assertThat(first.dataOf("replaced")).containsExactly("{\"streams\":" + STREAMS + "}");
    given().header("Last-Event-ID", "replaced").get(EVENTS).then().statusCode(204);
  }

  @Test
  void whetherItWouldOpenCanBeAsked() {
    as(People.student(309))
        .head(EVENTS)
        .then()
        .statusCode(200)
        .contentType("text/event-stream")
        .header("Cache-Control", "no-store")
        .body(equalTo(""));
    given().head(EVENTS).then().statusCode(401);
  }

  /** The id of the last event; empty if there was no stream. */
  private String followToTheEnd(String student, String lastSeen) {
    HttpRequest request =
        HttpRequest.newBuilder(root.resolve(EVENTS))
            .header("Authorization", "Bearer " + People.token(student))
            .header("Last-Event-ID", lastSeen)
            .build();
    HttpResponse<Stream<String>> response =
        HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofLines()).join();
    if (response.statusCode() == 204) {
      return "";
    }
    return response
        .body()
        .filter(line -> line.startsWith("id: "))
        .map(line -> line.substring("id: ".length()))
        .reduce(lastSeen, (_, id) -> id);
  }

  private Reader follow(String student, String lastSeen) {
    return read(
        HttpRequest.newBuilder(root.resolve(EVENTS))
            .header("Authorization", "Bearer " + People.token(student))
            .header("Last-Event-ID", lastSeen));
  }

  private Reader read(HttpRequest.Builder request) {
    try {
      HttpResponse<Stream<String>> response =
          HttpClient.newHttpClient()
              .send(
                  request.header("Accept", "text/event-stream").build(),
                  HttpResponse.BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
      open.add(response.body());
      var reader = new Reader();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  response.body().forEach(reader.lines::add);
                  reader.lines.add("(end)");
                } catch (RuntimeException e) {
                  reader.lines.add("(broken)");
                }
              });
      return reader;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
