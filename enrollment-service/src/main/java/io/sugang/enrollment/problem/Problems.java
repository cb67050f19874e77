package io.sugang.enrollment.problem;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What was wrong with a call, as problem+json (RFC 9457). */
class Problems {

  private static final Logger LOG = Logger.getLogger(Problems.class);
  private static final int SOON = 2;
  private static final String MEDIA_TYPE = "application/problem+json";

  @ServerExceptionMapper
  Response of(WebApplicationException e) {
    // Only what our own code says; a library's message is about its insides.
    boolean isOurs =
        e.getClass().getPackageName().startsWith("jakarta.ws.rs") && e.getCause() == null;
    return problem(e.getResponse().getStatusInfo(), isOurs ? e.getMessage() : null);
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
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.getStatusCode());
    if (detail != null) {
      problem.put("detail", detail);
    }
    return Response.status(status).type(MEDIA_TYPE).entity(problem).build();
  }
}
