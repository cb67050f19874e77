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
              Map.of("field", nameOf(unknown), "rule", Rule.NO_SUCH_FIELD));
      case MismatchedInputException wrong when !wrong.getPath().isEmpty() ->
          Problem.field(nameOf(wrong), rule(wrong));
      case MismatchedInputException wrong ->
          Problem.field(BODY, isList(wrong.getTargetType()) ? Rule.JSON_LIST : Rule.JSON_OBJECT);
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

  /** Such as {@code windows[0].year}. */
  private static String nameOf(JsonMappingException e) {
    var name = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        name.append(name.isEmpty() ? BODY : "").append('[').append(step.getIndex()).append(']');
      } else {
        name.append(name.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return name.toString();
  }

  private static Rule rule(MismatchedInputException e) {
    Class<?> wanted = e.getTargetType();
    if (wanted == String.class) {
      return Rule.TEXT;
    }
    if (wanted == Integer.class || wanted == Long.class) {
      return Rule.WHOLE_NUMBER;
    }
    if (isList(wanted)) {
      return Rule.JSON_LIST;
    }
    return wanted != null && wanted.isRecord() ? Rule.JSON_OBJECT : Rule.ANOTHER_TYPE;
  }

  private static boolean isList(Class<?> wanted) {
    return wanted != null && Collection.class.isAssignableFrom(wanted);
  }
}
