package io.sugang.edge.problem;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.TreeMap;

/** Problems as RFC 9457 has them. */
public final class ProblemResponses {

  public static final String MEDIA_TYPE = "application/problem+json";

  private ProblemResponses() {}

  /** The response to a call with these headers. */
  public static Response response(Problem problem, HttpHeaders headers) {
    return answer(problem, headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)).toResponse();
  }

  /**
   * The answer to a call with this header, which is read only now.
   *
   * @param acceptLanguage may be {@code null}
   */
  public static HttpAnswer answer(Problem problem, String acceptLanguage) {
    Locale locale = Languages.choose(acceptLanguage);
    var headers = new LinkedHashMap<String, String>();
    headers.put(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    headers.put(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage());
    headers.put(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.retryAfterSeconds() > 0) {
      headers.put(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
    }
    if (problem.type().status() == 401) {
      headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return new HttpAnswer(problem.type().status(), headers, body(problem, locale));
  }

  private static String body(Problem problem, Locale locale) {
    String slug = problem.type().slug();
    var body =
        new JsonObject()
            .put("type", problem.type().uri())
            .put("title", Texts.PROBLEMS.get(locale, slug + ".title", problem.facts()))
            .put("status", problem.type().status())
            .put("detail", Texts.PROBLEMS.get(locale, slug + ".detail", problem.facts()));
    new TreeMap<>(problem.facts()).forEach((name, fact) -> body.put(name, member(fact, locale)));
    return body.encode();
  }

  /** Programs read times as instants, and rules as people do. */
  private static Object member(Object fact, Locale locale) {
    return switch (fact) {
      case ZonedDateTime time -> time.toInstant().toString();
      case Rule rule -> Texts.PROBLEMS.get(locale, rule.key(), rule.facts());
      default -> fact;
    };
  }
}
