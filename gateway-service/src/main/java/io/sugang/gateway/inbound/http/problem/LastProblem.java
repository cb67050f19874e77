package io.sugang.gateway.inbound.http.problem;

import java.util.Locale;

/**
 * Problems of connections whose request is not read to its end; in English, since nobody knows what
 * the caller speaks.
 */
public enum LastProblem {
  TOO_MANY_CONNECTIONS(ProblemType.TOO_MANY_CONNECTIONS),
  TOO_SLOW(ProblemType.TOO_SLOW);

  public static final String MEDIA_TYPE = ProblemResponses.MEDIA_TYPE;

  private final ProblemType type;

  LastProblem(ProblemType type) {
    this.type = type;
  }

  /** Its JSON. */
  public String body() {
    return ProblemResponses.body(Problem.of(type), Locale.ENGLISH);
  }
}
