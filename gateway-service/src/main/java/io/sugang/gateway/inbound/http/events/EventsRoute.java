package io.sugang.gateway.inbound.http.events;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.follow.RequestEvents;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.TicketSeal;
import io.sugang.gateway.inbound.http.caller.Bearer;
import io.sugang.gateway.inbound.http.problem.Languages;
import io.sugang.gateway.inbound.http.problem.Problem;
import io.sugang.gateway.inbound.http.problem.ProblemException;
import io.sugang.gateway.inbound.http.problem.ProblemResponses;
import io.sugang.gateway.inbound.http.problem.ProblemType;
import io.sugang.gateway.inbound.http.problem.Texts;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * {@code GET /api/v1/requests/events}: a student's requests as they move, as server-sent events. A
 * plain route, because thousands are open at once. Its description is in {@code
 * META-INF/openapi.yaml}.
 */
@ApplicationScoped
class EventsRoute {

  static final String PATH = "/api/v1/requests/events";

  private static final String MEDIA_TYPE = ServerSentEvents.MEDIA_TYPE;
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
    var unused = router.get(PATH).handler(this::open);
  }

  private void open(RoutingContext call) {
    HttpServerRequest request = call.request();
    HttpServerResponse response = call.response();
    List<Locale> languages = Languages.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    try {
      StudentId student = student(request);
      requireEvents(request);
      // All of it before the first event may come.
      var sink =
          new ServerSentEvents(response, json, Texts.choose(languages), config.streamRetry());
      response.setChunked(true);
      RequestEvents.Following following =
          events
              .follow(student, lastSeen(request.getHeader("Last-Event-ID")), sink)
              .orElseThrow(
                  () ->
                      new ProblemException(Problem.retryLater(ProblemType.TOO_MANY_STREAMS, SOON)));
      response.closeHandler(_ -> following.close());
      response.exceptionHandler(_ -> following.close());
    } catch (ProblemException e) {
      response.setChunked(false);
      ProblemResponses.answer(e.problem(), languages).end(response);
    }
  }

  private StudentId student(HttpServerRequest request) {
    String ticket = ticket(request);
    return ticket == null
        ? bearer.identity(request.getHeader(HttpHeaders.AUTHORIZATION)).student()
        : tickets
            .open(ticket, clock.instant())
            .orElseThrow(() -> new ProblemException(Problem.of(ProblemType.UNAUTHENTICATED)));
  }

  private static String ticket(HttpServerRequest request) {
    try {
      return request.getParam("ticket");
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.of(ProblemType.UNAUTHENTICATED));
    }
  }

  private static void requireEvents(HttpServerRequest request) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    if (accepted != null
        && !accepted.contains(MEDIA_TYPE)
        && !accepted.contains("*/*")
        && !accepted.contains("text/*")) {
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
