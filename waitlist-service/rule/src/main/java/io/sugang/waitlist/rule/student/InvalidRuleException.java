package io.sugang.waitlist.rule.student;

/** Some parameter of a rule is not as it must be. */
public final class InvalidRuleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;

  InvalidRuleException(String field, String expected) {
    super(field + ": " + expected);
    this.field = field;
  }

  /** Where, such as {@code credit-limit.byGradeAverage}. */
  public String field() {
    return field;
  }
}
