package io.sugang.edge;

import io.sugang.contract.text.PlainText;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.Rule;
import java.util.Optional;
import java.util.function.Function;

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
    throw new ProblemException(Problem.field(field, Rule.range(min, max)));
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
      default -> throw new ProblemException(Problem.field(field, Rule.TRUE_OR_FALSE));
    };
  }

  /**
   * Whatever a text says, without space around it; empty if there is none.
   *
   * @param parser throws an {@link IllegalArgumentException} for what it can't read
   * @throws ProblemException if the value can't be read
   */
  public static <T> Optional<T> parsed(
      String field, String value, Rule rule, Function<String, T> parser) {
    if (isBlank(value)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(PlainText.of(value)));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(Problem.field(field, rule));
    }
  }

  private static boolean isBlank(String value) {
    return value == null || value.isBlank();
  }
}
