package io.sugang.edge;

import io.sugang.edge.problem.HttpAnswer;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A method that a path does not take, as a problem that comes with those that it does. */
class MethodMapper {

  private static final int BEFORE_QUARKUS = 1;

  private final AllowedMethods methods;
  private final HttpHeaders headers;
  private final RoutingContext call;

  MethodMapper(AllowedMethods methods, HttpHeaders headers, RoutingContext call) {
    this.methods = methods;
    this.headers = headers;
    this.call = call;
  }

  @ServerExceptionMapper(priority = BEFORE_QUARKUS)
  Response notAllowed(NotAllowedException e) {
    HttpAnswer answer =
        ProblemResponses.answer(
            Problem.of(ProblemType.METHOD_NOT_ALLOWED),
            headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    return answer.with(HttpHeaders.ALLOW, methods.of(call.normalizedPath())).toResponse();
  }
}
