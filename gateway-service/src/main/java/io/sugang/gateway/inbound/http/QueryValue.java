package io.sugang.gateway.inbound.http;

import io.sugang.gateway.inbound.http.problem.Problem;
import io.sugang.gateway.inbound.http.problem.ProblemException;
import java.util.Optional;

/** Values of query parameters, which are what they must be or refused. */
public final class QueryValue {

  private QueryValue() {}

  /**
   * A whole number; empty if there is none.
   *
   * @throws ProblemException if it is something else, or out of its range
   */
  public static Optional<Integer> number(String field, String value, int min, int max) {
    if (isBlank(value)) {
      return Optional.empty();
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return Optional.of(number);
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers out of range.
    }
    throw new ProblemException(
        Problem.field(field, "a whole number from %d to %d".formatted(min, max)));
  }

  /**
   * A flag; false if there is none.
   *
   * @throws ProblemException if it is something else
   */
  public static boolean flag(String field, String value) {
    if (isBlank(value)) {
      return false;
    }
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new ProblemException(Problem.field(field, "true or false"));
    };
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}
