package io.sugang.enrollment.database;

import io.smallrye.mutiny.TimeoutException;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.edge.problem.ProblemType;
import io.sugang.lifecycle.RareLog;
import io.sugang.waitlist.facts.UnsettledFactsException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** A database that is away, or says nothing, as a problem that says when to try again. */
class AwayMappers {

  private static final RareLog AWAY = new RareLog(Logger.getLogger(AwayMappers.class));
  private static final int SOON = 2;

  private final HttpHeaders headers;

  AwayMappers(HttpHeaders headers) {
    this.headers = headers;
  }

  /** The last but one is of a pool that has no connection to give. */
  @ServerExceptionMapper({
    PersistenceException.class,
    TimeoutException.class,
    VertxException.class,
    NoStackTraceThrowable.class,
    UnsettledFactsException.class
  })
  Response unanswered(Throwable e) {
    AWAY.warn("no answer from the database: " + e);
    return ProblemResponses.response(
        Problem.retryLater(ProblemType.ENROLLMENT_AWAY, SOON), headers);
  }
}
