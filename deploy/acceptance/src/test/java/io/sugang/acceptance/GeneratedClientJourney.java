package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.client.ApiClient;
import io.sugang.client.ApiException;
import io.sugang.client.api.CatalogueApi;
import io.sugang.client.api.RequestsApi;
import io.sugang.client.api.StudentApi;
import io.sugang.client.api.TermsApi;
import io.sugang.client.model.EnrollBody;
import io.sugang.client.model.EnrollmentView;
import io.sugang.client.model.Me;
import io.sugang.client.model.Page;
import io.sugang.client.model.Problem;
import io.sugang.client.model.Reason;
import io.sugang.client.model.ReceiptView;
import io.sugang.client.model.RequestState;
import io.sugang.client.model.RequestType;
import io.sugang.client.model.RequestView;
import io.sugang.client.model.SectionView;
import io.sugang.client.model.Source;
import io.sugang.client.model.StateEvent;
import io.sugang.client.model.Term;
import io.sugang.client.model.Ticket;
import io.sugang.client.model.Time;
import io.sugang.client.model.WindowState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The client that a generator makes from the API's description talks to the running system. It
 * knows no field that the description does not have, and fails where it meets one.
 */
class GeneratedClientJourney {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String SECTION = "CSE1001-01";
  private static final ObjectMapper STRICT =
      ApiClient.createDefaultObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static RunningSystem system;

  @BeforeAll
  static void start() {
    system = RunningSystem.start("generated-client");
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void everybodyReadsTermsSectionsAndTheTime() throws ApiException {
    var catalogue = new CatalogueApi(anybody());
    var terms = new TermsApi(anybody());

    Term term = terms.terms().getTerms().getFirst();
    assertThat(term.getStartsOn()).isBefore(term.getEndsOn());
    assertThat(term.getWindows())
        .isNotEmpty()
        .allMatch(window -> window.getOpensAt().isBefore(window.getClosesAt()));
    Time time = terms.time();
    assertThat(time.getSource()).isEqualTo(Source.LINE);
    assertThat(time.getZone()).isEqualTo(term.getZone());
    Page page = catalogue.searchSections(3, null, "CSE", true, 1, null, "2027-1");
    assertThat(page.getSections())
        .hasSizeLessThanOrEqualTo(page.getTotal())
        .isNotEmpty()
        .allMatch(found -> found.getCredits() == 3 && found.getDepartment().equals("CSE"));
    SectionView section = catalogue.oneSection(SECTION);
    assertThat(section.getRemaining()).isEqualTo(section.getCapacity() - section.getTaken());
    assertThat(section.getTitle().getKo()).isNotEqualTo(section.getTitle().getEn());
    assertThat(section.getLineLength()).isNotNegative();
    assertThat(section.getMeetings())
        .isNotEmpty()
        .allMatch(meeting -> meeting.getStartsAt().compareTo(meeting.getEndsAt()) < 0);
  }

  @Test
  void aStudentAsksForASeatHoldsItAndGivesItBack() throws ApiException {
    ApiClient student = as(system.student(0));
    var requests = new RequestsApi(student);
    var me = new StudentApi(student);

    ReceiptView receipt = requests.enroll(seatOf(SECTION), "first-try");
    assertThat(receipt.getType()).isEqualTo(RequestType.ENROLL);
    assertThat(receipt.getNumber()).isGreaterThan(1L << 40);
    RequestView admitted = decided(requests, receipt);
    assertThat(admitted.getState()).isEqualTo(RequestState.ADMITTED);
    assertThat(admitted.getDecidedAt()).isAfterOrEqualTo(admitted.getAcceptedAt());
    EnrollmentView seat = me.enrollments(true).getEnrollments().getFirst();
    assertThat(seat.getNumber()).isEqualTo(receipt.getNumber());
    assertThat(seat.getMeetings()).isNotEmpty();
    Me self = await().atMost(PATIENCE).until(me::me, known -> known.getCredits().getUsed() > 0);
    assertThat(self.getId()).isEqualTo(system.student(0));
    assertThat(self.getWindow().getState()).isEqualTo(WindowState.OPEN);

    ReceiptView drop = requests.dropSeat(SECTION, receipt.getId(), null);
    assertThat(drop.getReleases()).isEqualTo(receipt.getId());
    assertThat(decided(requests, drop).getState()).isEqualTo(RequestState.DONE);
    List<RequestView> mine = requests.myRequests(null, null, null, null).getRequests();
    assertThat(mine)
        .extracting(RequestView::getState)
        .containsExactly(RequestState.DONE, RequestState.DROPPED);
    assertThat(mine.getLast().getChangedAt()).isNotNull();
  }

  @Test
  void aRefusalHasItsReason() throws Exception {
    system
        .writer()
        .execute(
            "UPDATE section SET capacity = 0, waitlist_limit = 0, version = version + 1 WHERE id = 'ECO1001-01'");
    var requests = new RequestsApi(as(system.student(1)));

    RequestView refused = decided(requests, requests.enroll(seatOf("ECO1001-01"), null));

    assertThat(refused.getState()).isEqualTo(RequestState.REFUSED);
    assertThat(refused.getReason()).isEqualTo(Reason.SECTION_FULL);
    assertThat(refused.getMessage()).isNotBlank();
    assertThat(refused.getFacts()).isNotNull();
  }

  @Test
  void whatStreamsTellIsReadToo() throws Exception {
    var requests = new RequestsApi(as(system.student(2)));
    ReceiptView receipt = requests.enroll(seatOf("CSE1002-01"), null);
    var unused = decided(requests, receipt);
    Ticket ticket = requests.eventTicket();

    StateEvent state = firstEvent(system.gateway() + ticket.getUrl());

    assertThat(state.getVersion()).isPositive();
    RequestView told = state.getRequests().getFirst();
    assertThat(told.getId()).isEqualTo(receipt.getId());
    assertThat(told.getState()).isEqualTo(RequestState.ADMITTED);
  }

  @Test
  void whateverFailsIsAProblem() throws ApiException {
    var nobody = new RequestsApi(anybody());
    var requests = new RequestsApi(as(system.student(3)));

    assertProblem(401, "unauthenticated", () -> nobody.myRequests(null, null, null, null));
    assertProblem(401, "unauthenticated", () -> nobody.enroll(seatOf(SECTION), null));
    assertProblem(404, "section-unknown", () -> new CatalogueApi(anybody()).oneSection("NO-SUCH"));
    assertProblem(404, "section-unknown", () -> requests.enroll(seatOf("NO-SUCH"), null));
    assertProblem(404, "request-unknown", () -> requests.myRequest("nobodys"));
    assertProblem(404, "nothing-to-drop", () -> requests.dropSeat("LAW1001-01", null, null));
    Problem badBody =
        assertProblem(400, "invalid-field", () -> requests.enroll(seatOf("no section"), null));
    assertThat(badBody.getAdditionalProperty("field")).isEqualTo("section");
    assertProblem(
        400,
        "invalid-field",
        () -> new CatalogueApi(anybody()).searchSections(null, 8, null, null, null, null, null));

    ReceiptView receipt = requests.enroll(seatOf("LAW1001-01"), "once");
    assertProblem(
        422, "idempotency-key-reused", () -> requests.enroll(seatOf("LAW1001-02"), "once"));
    assertThat(decided(requests, receipt).getState()).isEqualTo(RequestState.ADMITTED);
    Problem seatHeld =
        assertProblem(
            409, "not-waitlisted", () -> requests.leaveWaitlist("LAW1001-01", null, null));
    assertThat(seatHeld.getAdditionalProperty("receipt")).isEqualTo(receipt.getId());
  }

  private static Problem assertProblem(int status, String name, ThrowingCallable call) {
    ApiException failure = assertThatExceptionOfType(ApiException.class).isThrownBy(call).actual();
    assertThat(failure.getCode()).isEqualTo(status);
    Problem problem = read(failure.getResponseBody(), Problem.class);
    assertThat(problem.getType()).isEqualTo("urn:sugang:problem:" + name);
    assertThat(problem.getStatus()).isEqualTo(status);
    assertThat(problem.getTitle()).isNotBlank();
    assertThat(problem.getDetail()).isNotBlank();
    return problem;
  }

  private static RequestView decided(RequestsApi requests, ReceiptView receipt) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> requests.myRequest(receipt.getId()),
            request -> request.getState() != RequestState.WAITING);
  }

  private static StateEvent firstEvent(String url) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<Stream<String>> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        String data = lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
        return read(data.substring("data: ".length()), StateEvent.class);
      } finally {
        http.shutdownNow();
      }
    }
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return STRICT.readValue(json, type);
    } catch (IOException e) {
      throw new AssertionError("not as described: " + json, e);
    }
  }

  private static EnrollBody seatOf(String section) {
    return new EnrollBody().type(EnrollBody.TypeEnum.ENROLL).section(section);
  }

  private static ApiClient as(String student) {
    return anybody()
        .setRequestInterceptor(
            call -> call.header("Authorization", "Bearer " + system.token(student)));
  }

  private static ApiClient anybody() {
    var client = new ApiClient();
    client.updateBaseUri(system.gateway());
    return client.setObjectMapper(STRICT);
  }
}
