package io.sugang.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * Names a student, as the identity provider's configured claim does. One to 36 letters, digits and
 * hyphens (a UUID fits). It is personal data: {@link #toString()} hides it, so that it cannot slip
 * into a log line.
 */
public record StudentId(@JsonValue String value) implements Comparable<StudentId> {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,35}");

  /**
   * @throws IllegalArgumentException if the value is not of that form; the message does not repeat
   *     it
   */
  @JsonCreator
  public StudentId {
    if (!isOne(value)) {
      throw new IllegalArgumentException(
          "studentId: not of its form (expected: 1 to 36 letters, digits and '-')");
    }
  }

  /** Whether a text is of the form of an id. */
  public static boolean isOne(String text) {
    return text != null && FORM.matcher(text).matches();
  }

  @Override
  public int compareTo(StudentId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return "student#" + Integer.toHexString(value.hashCode());
  }
}
