package io.sugang.edge.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure as a problem that says what to do, and nothing of our insides. */
public class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final int BEFORE_QUARKUS = 1;

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
    return response(JsonProblems.of(e));
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response mismatch(MismatchedInputException e) {
    return response(JsonProblems.of(e));
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

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response http(WebApplicationException e) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return response(JsonProblems.of(json));
    }
    ProblemType type = type(e.getResponse().getStatus());
    if (type == ProblemType.INTERNAL_ERROR) {
      LOG.error("a call failed", e);
    }
    return response(Problem.of(type));
  }

  private static ProblemType type(int status) {
    return switch (status) {
      case 400 -> ProblemType.MALFORMED_REQUEST;
      case 401 -> ProblemType.UNAUTHENTICATED;
      case 403 -> ProblemType.FORBIDDEN;
      case 404 -> ProblemType.NOT_FOUND;
      case 406 -> ProblemType.NOT_ACCEPTABLE;
      case 413 -> ProblemType.BODY_TOO_LARGE;
      case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
      default -> ProblemType.INTERNAL_ERROR;
    };
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    LOG.error("a call failed", e);
    return response(Problem.of(ProblemType.INTERNAL_ERROR));
  }

  private Response response(Problem problem) {
    return ProblemResponses.response(problem, headers);
  }
}
