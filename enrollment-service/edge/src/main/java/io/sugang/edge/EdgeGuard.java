package io.sugang.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * Turns away what no honest client sends, before anything looks at it: paths that mean another
 * path, and bodies that are too large. A body that hides its length is cut off by its connection.
 */
@ApplicationScoped
class EdgeGuard {

  private static final int FIRST = 1000;

  private final EdgeConfig config;

  EdgeGuard(EdgeConfig config) {
    this.config = config;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  /** What fails before it comes to a resource gets a problem, too. */
  void register(@Observes Router router) {
    var unused = router.route().order(Integer.MIN_VALUE).failureHandler(this::fail);
  }

  private void check(RoutingContext call) {
    HttpServerRequest request = call.request();
    if (!PlainPath.isPlain(request.path())) {
      refuse(call, Problem.of(ProblemType.NOT_FOUND));
    } else if (isTooLarge(request.getHeader(HttpHeaders.CONTENT_LENGTH))) {
      refuse(call, tooLarge());
    } else {
      call.next();
    }
  }

  private void fail(RoutingContext call) {
    switch (call.statusCode()) {
      case 413 -> refuse(call, tooLarge());
      case 400 -> refuse(call, Problem.of(ProblemType.MALFORMED_REQUEST));
      default -> call.next();
    }
  }

  private Problem tooLarge() {
    return Problem.of(ProblemType.BODY_TOO_LARGE, Map.of("limit", config.bodyLimit()));
  }

  private static void refuse(RoutingContext call, Problem problem) {
    ProblemResponses.answer(problem, call.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE))
        .with(HttpHeaders.CONNECTION.toString(), "close")
        .end(call.response());
  }

  private static long length(String header) {
    try {
      return header == null ? 0 : Long.parseLong(header);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private boolean isTooLarge(String contentLength) {
    return length(contentLength) > config.bodyLimit();
  }
}
