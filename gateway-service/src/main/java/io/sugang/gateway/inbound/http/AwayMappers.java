package io.sugang.gateway.inbound.http;

import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.lifecycle.RareLog;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What this gateway needs and can't reach, as problems that say when to try again. */
class AwayMappers {

  private static final RareLog AWAY = new RareLog(Logger.getLogger(AwayMappers.class));
  private static final int SOON = 2;

  private final HttpHeaders headers;

  AwayMappers(HttpHeaders headers) {
    this.headers = headers;
  }

  @ServerExceptionMapper
  Response lineAway(LineAwayException e) {
    AWAY.warn("no answer from the line: " + e.getMessage());
    return later(ProblemType.LINE_CLOSED);
  }

  @ServerExceptionMapper
  Response enrollmentAway(EnrollmentAwayException e) {
    AWAY.warn(e.getMessage());
    return later(ProblemType.ENROLLMENT_AWAY);
  }

  private Response later(ProblemType type) {
    return ProblemResponses.response(Problem.retryLater(type, SOON), headers);
  }
}
