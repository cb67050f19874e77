package io.sugang.enrollment.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What was wrong with a call, as problem+json (RFC 9457). */
class Problems {

  private static final Logger LOG = Logger.getLogger(Problems.class);
  private static final int SOON = 2;
  private static final int BEFORE_QUARKUS = 1;
  private static final String WHOLE_NUMBER = "a whole number";
  private static final String MALFORMED =
      "the body is not one JSON object, or has a field twice, or something behind its end";
  private static final String MEDIA_TYPE = "application/problem+json";

  @ServerExceptionMapper
  Response of(WrongFieldException e) {
    return wrongField(e);
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response json(JsonProcessingException e) {
    return of(e);
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response mismatch(MismatchedInputException e) {
    return of(e);
  }

  private static Response of(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          wrongField(new WrongFieldException(unknown.getPropertyName(), "no such field"));
      case MismatchedInputException wrong when !wrong.getPath().isEmpty() ->
          wrongField(new WrongFieldException(nameOf(wrong), kind(wrong)));
      case MismatchedInputException _ ->
          wrongField(new WrongFieldException("(body)", "one JSON object"));
      case JsonMappingException tooLarge
          when !tooLarge.getPath().isEmpty()
              && tooLarge.getCause() instanceof InputCoercionException ->
          wrongField(new WrongFieldException(nameOf(tooLarge), WHOLE_NUMBER));
      default -> problem(Response.Status.BAD_REQUEST, "malformed-json", MALFORMED, Map.of());
    };
  }

  private static Response wrongField(WrongFieldException e) {
    return problem(
        Response.Status.BAD_REQUEST,
        "invalid-field",
        e.getMessage(),
        Map.of("field", e.field(), "rule", e.rule()));
  }

  private static String nameOf(JsonMappingException e) {
    String name = e.getPath().getLast().getFieldName();
    return name == null ? "(body)" : name;
  }

  private static String kind(MismatchedInputException e) {
    return Integer.class.equals(e.getTargetType()) ? WHOLE_NUMBER : "another type";
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response of(WebApplicationException e) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return of(json);
    }
    // Only what our own code says; a library's message is about its insides.
    boolean isOurs =
        e.getClass().getPackageName().startsWith("jakarta.ws.rs") && e.getCause() == null;
    return problem(e.getResponse().getStatusInfo(), isOurs ? e.getMessage() : null);
  }

  @ServerExceptionMapper(value = AuthenticationFailedException.class, priority = BEFORE_QUARKUS)
  Response unauthenticated() {
    return problem(Response.Status.UNAUTHORIZED, "the token is not valid");
  }

  @ServerExceptionMapper
  Response of(UnauthorizedException e) {
    return problem(Response.Status.UNAUTHORIZED, "a token is needed");
  }

  @ServerExceptionMapper
  Response of(ForbiddenException e) {
    return problem(Response.Status.FORBIDDEN, "the token does not have the role that is needed");
  }

  /** A database is away, or says nothing. */
  @ServerExceptionMapper({PersistenceException.class, TimeoutException.class, VertxException.class})
  Response unanswered(Exception e) {
    LOG.warnf("no answer from the database: %s", e);
    Response response =
        problem(Response.Status.SERVICE_UNAVAILABLE, "the database does not answer; try again");
    response.getHeaders().putSingle(HttpHeaders.RETRY_AFTER, SOON);
    return response;
  }

  private static Response problem(Response.StatusType status, String detail) {
    return problem(
        status,
        status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-'),
        detail,
        Map.of());
  }

  private static Response problem(
      Response.StatusType status, String slug, String detail, Map<String, Object> facts) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "urn:sugang:problem:" + slug);
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.getStatusCode());
    if (detail != null) {
      problem.put("detail", detail);
    }
    problem.putAll(facts);
    Response.ResponseBuilder answer = Response.status(status).type(MEDIA_TYPE).entity(problem);
    return status.getStatusCode() == Response.Status.UNAUTHORIZED.getStatusCode()
        ? answer.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build()
        : answer.build();
  }
}
