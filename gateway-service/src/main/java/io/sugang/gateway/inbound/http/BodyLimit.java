package io.sugang.gateway.inbound.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sugang.gateway.config.GatewayConfig;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses bodies that announce to be too large before reading them. One that lies about its length
 * is cut off by {@code quarkus.http.limits.max-body-size}.
 */
@ApplicationScoped
class BodyLimit {

  private static final int FIRST = 1000;

  private final GatewayConfig config;

  BodyLimit(GatewayConfig config) {
    this.config = config;
  }

  void register(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext call) {
    String length = call.request().getHeader("Content-Length");
    if (length != null && isTooLarge(length)) {
      List<Locale> languages =
          call.acceptableLanguages().stream()
              .map(LanguageHeader::tag)
              .map(Locale::forLanguageTag)
              .toList();
      Locale locale = Texts.choose(languages);
      var problem = Problem.of(ProblemType.BODY_TOO_LARGE, Map.of("limit", config.bodyLimit()));
      var unused =
          call.response()
              .setStatusCode(problem.type().status())
              .putHeader("Content-Type", ProblemResponses.MEDIA_TYPE)
              .putHeader("Content-Language", locale.getLanguage())
              .putHeader("Connection", "close")
              .end(ProblemResponses.body(problem, locale));
    } else {
      call.next();
    }
  }

  private boolean isTooLarge(String length) {
    try {
      return Long.parseLong(length) > config.bodyLimit();
    } catch (NumberFormatException e) {
      return true;
    }
  }
}
