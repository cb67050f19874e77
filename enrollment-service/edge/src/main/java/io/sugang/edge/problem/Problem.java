package io.sugang.edge.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A problem on its way to the caller.
 *
 * @param facts what the rule used, by name; they become members of the problem and arguments of its
 *     text
 * @param retryAfterSeconds when trying again makes sense; 0: it does not
 */
public record Problem(ProblemType type, Map<String, Object> facts, int retryAfterSeconds) {

  public Problem {
    facts = Map.copyOf(facts);
  }

  public static Problem of(ProblemType type) {
    return new Problem(type, Map.of(), 0);
  }

  public static Problem of(ProblemType type, Map<String, Object> facts) {
    return new Problem(type, facts, 0);
  }

  /** A field of the request breaks a rule. */
  public static Problem field(String field, Rule rule) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("field", field);
    facts.put("rule", rule);
    return of(ProblemType.INVALID_FIELD, facts);
  }

  public static Problem retryLater(ProblemType type, int seconds) {
    return new Problem(type, Map.of(), seconds);
  }
}
