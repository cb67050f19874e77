package io.sugang.contract.id;

import java.util.regex.Pattern;

/** Names a term: 1 to 16 letters, digits and '_', '.', '-', like 2027-1. */
public record TermId(String value) {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{1,16}");

  /**
   * @throws IllegalArgumentException if the value is not of that form
   */
  public TermId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("termId: not of its form (expected: like 2027-1)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
