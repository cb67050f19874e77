package io.sugang.waitlist.rule.student;

/** Something of a rule book is not as it must be. */
public final class InvalidRuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final Expected expected;
  private final int min;
  private final int max;

  /** What must be there. */
  public enum Expected {
    /** The name of a rule, or of one of its parameters. */
    KNOWN_NAME,
    /** A JSON object. */
    OBJECT,
    /** A JSON list of at most {@link #max()} entries. */
    LIST,
    /** True or false. */
    FLAG,
    /** A whole number from {@link #min()} to {@link #max()}. */
    WHOLE_NUMBER,
    /** A number from 0 to 9.99 with two decimals at most, as grades are. */
    GRADE
  }

  InvalidRuleException(String field, Expected expected) {
    this(field, expected, 0, 0);
  }

  InvalidRuleException(String field, Expected expected, int min, int max) {
    super(field + ": expected " + expected);
    this.field = field;
    this.expected = expected;
    this.min = min;
    this.max = max;
  }

  /** Where, such as {@code credit-limit.byGradeAverage[0].from}. */
  public String field() {
    return field;
  }

  public Expected expected() {
    return expected;
  }

  public int min() {
    return min;
  }

  public int max() {
    return max;
  }
}
