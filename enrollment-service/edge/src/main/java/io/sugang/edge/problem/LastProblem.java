package io.sugang.edge.problem;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * Problems of connections whose request is not read to its end; in both languages, since nobody
 * knows what the caller speaks.
 */
public enum LastProblem {
  TOO_MANY_CONNECTIONS(ProblemType.TOO_MANY_CONNECTIONS),
  TOO_SLOW(ProblemType.TOO_SLOW),
  MALFORMED_REQUEST(ProblemType.MALFORMED_REQUEST),
  ADDRESS_TOO_LONG(ProblemType.ADDRESS_TOO_LONG),
  HEAD_TOO_LARGE(ProblemType.HEAD_TOO_LARGE),
  BODY_TOO_LARGE(ProblemType.BODY_TOO_LARGE);

  public static final String MEDIA_TYPE = ProblemResponses.MEDIA_TYPE;

  private final ProblemType type;

  LastProblem(ProblemType type) {
    this.type = type;
  }

  /** Its HTTP status. */
  public int status() {
    return type.status();
  }

  /**
   * Its JSON.
   *
   * @param facts what its text names
   */
  public String body(Map<String, ?> facts) {
    var body =
        new JsonObject()
            .put("type", type.uri())
            .put("title", inBothLanguages(".title", facts))
            .put("status", type.status())
            .put("detail", inBothLanguages(".detail", facts));
    facts.forEach(body::put);
    return body.encode();
  }

  private String inBothLanguages(String part, Map<String, ?> facts) {
    return Texts.PROBLEMS.get(Locale.ENGLISH, type.slug() + part, facts)
        + " / "
        + Texts.PROBLEMS.get(Locale.KOREAN, type.slug() + part, facts);
  }
}
