package io.sugang.edge.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Collection;
import java.util.Map;

/** What is wrong with a body, by its field and rule. */
public final class JsonProblems {

  private static final String BODY = "(body)";

  private JsonProblems() {}

  /** The problem of a body that could not be read. */
  public static Problem of(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          Problem.of(
              ProblemType.UNKNOWN_FIELD,
              Map.of("field", unknown.getPropertyName(), "rule", Rule.NO_SUCH_FIELD));
      case MismatchedInputException wrong when !wrong.getPath().isEmpty() ->
          Problem.field(nameOf(wrong), rule(wrong));
      case MismatchedInputException wrong ->
          Problem.field(
              BODY,
              wrong.getTargetType() != null
                      && Collection.class.isAssignableFrom(wrong.getTargetType())
                  ? Rule.JSON_LIST
                  : Rule.JSON_OBJECT);
      case JsonMappingException tooLarge
          when !tooLarge.getPath().isEmpty()
              && tooLarge.getCause() instanceof InputCoercionException ->
          Problem.field(nameOf(tooLarge), Rule.WHOLE_NUMBER);
      default -> malformed(e.getLocation());
    };
  }

  /** There should have been a JSON object. */
  public static Problem noObject() {
    return Problem.field(BODY, Rule.JSON_OBJECT);
  }

  private static Problem malformed(JsonLocation where) {
    return Problem.of(
        ProblemType.MALFORMED_JSON,
        Map.of(
            "line", where == null ? 1 : where.getLineNr(),
            "column", where == null ? 1 : where.getColumnNr()));
  }

  private static String nameOf(JsonMappingException e) {
    String name = e.getPath().getLast().getFieldName();
    return name == null ? BODY : name;
  }

  private static Rule rule(MismatchedInputException e) {
    Class<?> wanted = e.getTargetType();
    if (wanted == String.class) {
      return Rule.TEXT;
    }
    return wanted == Integer.class || wanted == Long.class ? Rule.WHOLE_NUMBER : Rule.ANOTHER_TYPE;
  }
}
