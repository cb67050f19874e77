package io.sugang.gateway.inbound.http.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.contract.id.StudentId;
import io.sugang.edge.Accepted;
import io.sugang.edge.PlainRoute;
import io.sugang.edge.StrictParameters;
import io.sugang.edge.problem.Languages;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.sugang.gateway.application.follow.RequestEvents;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.TicketSeal;
import io.sugang.gateway.inbound.http.caller.Bearer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code GET /api/v1/requests/events}: a student's requests as they move, as server-sent events. A
 * plain route, because thousands are open at once. Its description is in {@code
 * META-INF/openapi.yaml}.
 */
@ApplicationScoped
class EventsRoute implements PlainRoute {

  static final String PATH = "/api/v1/requests/events";

  private static final MediaType MEDIA_TYPE = MediaType.SERVER_SENT_EVENTS_TYPE;
  private static final Accepted ACCEPTED = new Accepted(MEDIA_TYPE);
  private static final String TICKET = "ticket";
  private static final String LAST_EVENT_ID = "Last-Event-ID";
  private static final Set<String> PARAMETERS = Set.of(TICKET);
  private static final int NO_CONTENT = 204;
  private static final int SOON = 5;

  /** Versions are times, and another gateway's clock may be ahead. */
  private static final long FUTURE_MILLIS = 60_000;

  private final Bearer bearer;
  private final TicketSeal tickets;
  private final RequestEvents events;
  private final ObjectMapper json;
  private final GatewayConfig config;
  private final Clock clock;

  EventsRoute(
      Bearer bearer,
      TicketSeal tickets,
      RequestEvents events,
      ObjectMapper json,
      GatewayConfig config,
      Clock clock) {
    this.bearer = bearer;
    this.tickets = tickets;
    this.events = events;
    this.json = json;
    this.config = config;
    this.clock = clock;
  }

  void register(@Observes Router router) {
    var unused =
        List.of(router.get(PATH).handler(this::open), router.head(PATH).handler(this::look));
  }

  @Override
  public String path() {
    return PATH;
  }

  @Override
  public Set<HttpMethod> methods() {
    return Set.of(HttpMethod.GET, HttpMethod.HEAD);
  }

  private void open(RoutingContext call) {
    answer(call, student -> stream(student, call));
  }

  /** Whether token or ticket would do. */
  private void look(RoutingContext call) {
    answer(
        call,
        _ -> {
          ServerSentEvents.describe(call.response());
          var unused = call.response().end();
        });
  }

  private void answer(RoutingContext call, Consumer<StudentId> answer) {
    HttpServerRequest request = call.request();
    try {
      StrictParameters.check(call.queryParams(), PARAMETERS);
      if (ServerSentEvents.REPLACED.equals(request.getHeader(LAST_EVENT_ID))) {
        // The one answer that keeps an EventSource from coming back.
        var unused = call.response().setStatusCode(NO_CONTENT).end();
        return;
      }
      StudentId student = student(call);
      requireEvents(request);
      answer.accept(student);
    } catch (ProblemException e) {
      call.response().setChunked(false);
      ProblemResponses.answer(e.problem(), request.getHeader(HttpHeaders.ACCEPT_LANGUAGE))
          .end(call.response());
    }
  }

  private void stream(StudentId student, RoutingContext call) {
    HttpServerResponse response = call.response();
    // All of it before the first event may come.
    Locale locale = Languages.choose(call.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    var sink = new ServerSentEvents(response, json, locale, config.streamRetry());
    response.setChunked(true);
    RequestEvents.Following following =
        events
            .follow(student, lastSeen(call.request().getHeader(LAST_EVENT_ID)), sink)
            .orElseThrow(
                () -> new ProblemException(Problem.retryLater(ProblemType.TOO_MANY_STREAMS, SOON)));
    response.closeHandler(_ -> following.close());
    response.exceptionHandler(_ -> following.close());
  }

  private StudentId student(RoutingContext call) {
    String ticket = call.queryParams().get(TICKET);
    return ticket == null
        ? bearer.identity(call.request().getHeader(HttpHeaders.AUTHORIZATION)).student()
        : tickets
            .open(ticket, clock.instant())
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.TICKET_EXPIRED)));
  }

  private static void requireEvents(HttpServerRequest request) {
    if (!ACCEPTED.isIn(request.getHeader(HttpHeaders.ACCEPT))) {
      throw new ProblemException(Problem.of(ProblemType.NOT_ACCEPTABLE));
    }
  }

  /** The last version that the client saw; 0 if it says none, or one that no event can have had. */
  private long lastSeen(String header) {
    try {
      long version = header == null ? 0 : Long.parseLong(header);
      return version > 0 && version <= clock.millis() + FUTURE_MILLIS ? version : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
