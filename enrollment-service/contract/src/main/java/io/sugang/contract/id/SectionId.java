package io.sugang.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names one offering of a course, as the registrar wrote it: {@code CSE2010-01}. One to 24 capital
 * letters, digits and hyphens, so that it can stand in URLs, Redis keys and receipts as it is.
 */
public record SectionId(@JsonValue String value) implements Comparable<SectionId> {

  private static final Pattern FORM = Pattern.compile("[A-Z0-9][A-Z0-9-]{0,23}");

  /**
   * @throws IllegalArgumentException if the value is not of that form
   */
  @JsonCreator
  public SectionId {
    if (value == null || !FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "sectionId: not of its form (expected: 1 to 24 of A-Z, 0-9 and '-', like CSE2010-01)");
    }
  }

  @Override
  public int compareTo(SectionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
