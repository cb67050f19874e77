package io.sugang.gateway.inbound.http.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.RareLog;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure as a problem that says what to do, and nothing of our insides. */
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final RareLog AWAY = new RareLog(LOG);
  private static final int BEFORE_QUARKUS = 1;
  private static final int SOON = 2;

  private final HttpHeaders headers;

  ProblemMappers(HttpHeaders headers) {
    this.headers = headers;
  }

  @ServerExceptionMapper
  Response known(ProblemException e) {
    return response(e.problem());
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response json(JsonProcessingException e) {
    return response(problem(e));
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response mismatch(MismatchedInputException e) {
    return response(problem(e));
  }

  /** What is wrong with a body. */
  public static Problem problem(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          Problem.of(
              ProblemType.UNKNOWN_FIELD,
              Map.of("field", unknown.getPropertyName(), "rule", "no such field"));
      case MismatchedInputException wrong when !wrong.getPath().isEmpty() ->
          Problem.field(nameOf(wrong), kind(wrong));
      case MismatchedInputException _ -> Problem.field("(body)", "a JSON object");
      default -> malformed(e.getLocation());
    };
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
    return name == null ? "(body)" : name;
  }

  private static String kind(MismatchedInputException e) {
    return String.class.equals(e.getTargetType()) ? "a string" : "another type";
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response unauthorized(UnauthorizedException e) {
    return response(Problem.of(ProblemType.UNAUTHENTICATED));
  }

  @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = BEFORE_QUARKUS)
  Response unauthenticated() {
    return response(Problem.of(ProblemType.UNAUTHENTICATED));
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response forbidden(ForbiddenException e) {
    return response(Problem.of(ProblemType.FORBIDDEN));
  }

  @ServerExceptionMapper
  Response lineAway(LineAwayException e) {
    AWAY.warn("no answer from the line: " + e.getMessage());
    return response(Problem.retryLater(ProblemType.LINE_CLOSED, SOON));
  }

  @ServerExceptionMapper
  Response enrollmentAway(EnrollmentAwayException e) {
    AWAY.warn(e.getMessage());
    return response(Problem.retryLater(ProblemType.ENROLLMENT_AWAY, SOON));
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response http(WebApplicationException e) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return response(problem(json));
    }
    int status = e.getResponse().getStatus();
    return response(
        Problem.of(
            switch (status) {
              case 400 -> ProblemType.MALFORMED_JSON;
              case 401 -> ProblemType.UNAUTHENTICATED;
              case 403 -> ProblemType.FORBIDDEN;
              case 404 -> ProblemType.NOT_FOUND;
              case 405 -> ProblemType.METHOD_NOT_ALLOWED;
              case 406 -> ProblemType.NOT_ACCEPTABLE;
              case 413 -> ProblemType.BODY_TOO_LARGE;
              case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
              default -> ProblemType.INTERNAL_ERROR;
            }));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    LOG.error("a call failed", e);
    return response(Problem.of(ProblemType.INTERNAL_ERROR));
  }

  private Response response(Problem problem) {
    return ProblemResponses.response(problem, Languages.of(headers));
  }
}
