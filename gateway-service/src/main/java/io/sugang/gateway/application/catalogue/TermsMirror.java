package io.sugang.gateway.application.catalogue;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Term;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.config.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The terms and their windows in this gateway's memory, at most a second old. They seldom change:
 * if enrollment-service is away, the last known ones are better than none.
 */
@ApplicationScoped
public class TermsMirror {

  private static final Logger LOG = Logger.getLogger(TermsMirror.class);

  private final EnrollmentClient enrollment;
  private final GatewayConfig config;
  private volatile CompletionStage<List<Term>> last;

  TermsMirror(EnrollmentClient enrollment, GatewayConfig config) {
    this.enrollment = enrollment;
    this.config = config;
  }

  /** Every term, the latest first. */
  public CompletionStage<List<Term>> all() {
    CompletionStage<List<Term>> known = last;
    return known == null ? loadSoon().subscribeAsCompletionStage() : known;
  }

  @Scheduled(
      every = "${sugang.gateway.terms-refresh}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return load()
        .onFailure()
        .invoke(e -> LOG.debugf("the terms stay as they are: %s", e.getMessage()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** For somebody who waits. */
  private Uni<List<Term>> loadSoon() {
    return load()
        .ifNoItem()
        .after(config.enrollmentTimeout())
        .failWith(() -> new EnrollmentAwayException(new TimeoutException()));
  }

  private Uni<List<Term>> load() {
    return enrollment.terms().invoke(loaded -> last = CompletableFuture.completedStage(loaded));
  }
}
