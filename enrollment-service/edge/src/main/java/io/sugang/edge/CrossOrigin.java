package io.sugang.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;

/**
 * Lets pages of other web sites call this service from a browser, if they are configured. Whoever
 * is not among them gets an answer that browsers keep from the page; nobody is asked for cookies.
 */
@ApplicationScoped
class CrossOrigin {

  /** Before {@link EdgeGuard}, so that pages can read its refusals, too. */
  private static final int EARLY = 1500;

  private static final int REMEMBERED_SECONDS = 600;
  private static final String ANY = "*";

  private static final Set<HttpMethod> METHODS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE);

  private static final Set<String> ASKED =
      Set.of(
          "Authorization",
          "Content-Type",
          "Idempotency-Key",
          "If-Match",
          "If-None-Match",
          "Last-Event-ID",
          "traceparent");

  private static final Set<String> ANSWERED =
      Set.of("Allow", "ETag", "Idempotent-Replayed", "Location", "Retry-After", "X-Request-Id");

  void register(@Observes Filters filters, EdgeConfig config) {
    List<String> origins = config.corsOrigins().orElse(List.of());
    if (!origins.isEmpty()) {
      filters.register(sharedWith(origins), EARLY);
    }
  }

  private static Handler<RoutingContext> sharedWith(List<String> origins) {
    boolean isForAll = origins.contains(ANY);
    CorsHandler cors = isForAll ? CorsHandler.create() : CorsHandler.create().addOrigins(origins);
    cors.allowedMethods(METHODS)
        .allowedHeaders(ASKED)
        .exposedHeaders(ANSWERED)
        .allowCredentials(false)
        .maxAgeSeconds(REMEMBERED_SECONDS);
    Set<String> known = Set.copyOf(origins);
    return call -> {
      String origin = call.request().getHeader(HttpHeaders.ORIGIN);
      if (!isForAll) {
        call.addHeadersEndHandler(_ -> varyByOrigin(call.response().headers()));
      }
      if (isForAll || (origin != null && known.contains(origin))) {
        cors.handle(call);
      } else {
        call.next();
      }
    };
  }

  /** Last, because whoever writes an answer sets the header anew. */
  private static void varyByOrigin(MultiMap headers) {
    boolean isSaid =
        headers.getAll(HttpHeaders.VARY).stream().anyMatch(vary -> vary.contains("origin"));
    if (!isSaid) {
      headers.add(HttpHeaders.VARY, "origin");
    }
  }
}
