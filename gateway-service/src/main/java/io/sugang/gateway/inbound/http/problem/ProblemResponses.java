package io.sugang.gateway.inbound.http.problem;

import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Problems as RFC 9457 has them. */
public final class ProblemResponses {

  public static final String MEDIA_TYPE = "application/problem+json";

  private ProblemResponses() {}

  /** The response to a caller with these languages. */
  public static Response response(Problem problem, List<Locale> languages) {
    return answer(problem, languages).toResponse();
  }

  /** As {@link #response}. */
  public static HttpAnswer answer(Problem problem, List<Locale> languages) {
    Locale locale = Texts.choose(languages);
    var headers = new LinkedHashMap<String, String>();
    headers.put(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE);
    headers.put(HttpHeaders.CONTENT_LANGUAGE, locale.getLanguage());
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.retryAfterSeconds() > 0) {
      headers.put(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
    }
    if (problem.type() == ProblemType.UNAUTHENTICATED) {
      headers.put(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return new HttpAnswer(problem.type().status(), headers, body(problem, locale));
  }

  public static String body(Problem problem, Locale locale) {
    String slug = problem.type().slug();
    var body =
        new JsonObject()
            .put("type", "urn:sugang:problem:" + slug)
            .put("title", Texts.get(locale, slug + ".title", problem.facts()))
            .put("status", problem.type().status())
            .put("detail", Texts.get(locale, slug + ".detail", problem.facts()));
    new TreeMap<>(problem.facts()).forEach(body::put);
    return body.encode();
  }
}
