package io.sugang.enrollment.problem;

/** A field of a body breaks a rule. */
public final class WrongFieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String field;
  private final String rule;

  /**
   * @param rule what is expected, such as {@code 0 to 100}
   */
  public WrongFieldException(String field, String rule) {
    super("%s: expected %s".formatted(field, rule));
    this.field = field;
    this.rule = rule;
  }

  String field() {
    return field;
  }

  String rule() {
    return rule;
  }
}
