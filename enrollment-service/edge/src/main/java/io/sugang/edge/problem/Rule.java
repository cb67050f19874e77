package io.sugang.edge.problem;

import java.util.Map;

/**
 * What a field or a parameter must be, to be said in the caller's language.
 *
 * @param name part of the key of its text
 * @param facts what its text names
 */
public record Rule(String name, Map<String, Object> facts) {

  public static final Rule JSON_OBJECT = of("json-object");
  public static final Rule JSON_LIST = of("json-list");
  public static final Rule TEXT = of("text");
  public static final Rule WHOLE_NUMBER = of("whole-number");
  public static final Rule ANOTHER_TYPE = of("another-type");
  public static final Rule TRUE_OR_FALSE = of("true-or-false");
  public static final Rule ONE_VALUE = of("one-value");
  public static final Rule NO_SUCH_FIELD = of("no-such-field");
  public static final Rule NO_SUCH_PARAMETER = of("no-such-parameter");
  public static final Rule SECTION_ID = of("section-id");
  public static final Rule TERM_ID = of("term-id");
  public static final Rule IDEMPOTENCY_KEY = of("idempotency-key");
  public static final Rule ENTITY_TAGS = of("entity-tags");
  public static final Rule LAST_NEXT = of("last-next");
  public static final Rule STUDENT_ID = of("student-id");
  public static final Rule LATER = of("later");
  public static final Rule GRADE = of("grade");
  public static final Rule CODE = of("code");
  public static final Rule DEPARTMENT = of("department");
  public static final Rule TERM_TIME = of("term-time");
  public static final Rule AFTER_OPENING = of("after-opening");
  public static final Rule ANOTHER_OPENING = of("another-opening");

  public static final Rule COHORT = of("cohort");
  public static final Rule ANOTHER_COHORT = of("another-cohort");
  public static final Rule TO_COME = of("to-come");
  public static final Rule OFFERED_SECTION = of("offered-section");
  public static final Rule SECTION_OF_CART = of("section-of-cart");
  public static final Rule NAMED_ONCE = of("named-once");
  public static final Rule SAME_TERM = of("same-term");
  public static final Rule BUNDLE_LIMIT = of("bundle-limit");
  public static final Rule ANOTHER_SECTION = of("another-section");
  public static final Rule OF_A_SWAP = of("of-a-swap");
  public static final Rule OF_ANOTHER_KIND = of("of-another-kind");
  public static final Rule TIME_OF_DAY = of("time-of-day");
  public static final Rule OF_ITS_TERM = of("of-its-term");

  public Rule {
    facts = Map.copyOf(facts);
  }

  private static Rule of(String name) {
    return new Rule(name, Map.of());
  }

  /** A whole number of a range, ends included. */
  public static Rule range(int min, int max) {
    return new Rule("range", Map.of("min", min, "max", max));
  }

  /** A text that is not longer. */
  public static Rule length(int max) {
    return new Rule("length", Map.of("max", max));
  }

  /** A text that is neither empty nor longer. */
  public static Rule text(int max) {
    return new Rule("text-length", Map.of("max", max));
  }

  /** One of some words. */
  public static Rule oneOf(Iterable<String> words) {
    return new Rule("one-of", Map.of("words", String.join(", ", words)));
  }

  /** So many entries, from 1. */
  public static Rule entries(int max) {
    return new Rule("entries", Map.of("max", max));
  }

  /** So many entries, or fewer, or none. */
  public static Rule atMost(int max) {
    return new Rule("at-most", Map.of("max", max));
  }

  /** Seats that are kept, no more than there are. */
  public static Rule seatsTogether(int max) {
    return new Rule("seats-together", Map.of("max", max));
  }

  String key() {
    return "rule." + name;
  }
}
