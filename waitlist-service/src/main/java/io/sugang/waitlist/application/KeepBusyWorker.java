package io.sugang.waitlist.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** A worker that decides asks its fleet to stop others instead, until it has been quiet. */
@ApplicationScoped
public class KeepBusyWorker {

  private static final Logger LOG = Logger.getLogger(KeepBusyWorker.class);

  /** So that a worker that died is not kept for long. */
  private static final Duration TIME = Duration.ofMinutes(2);

  private final DecisionsFirst decisions;
  private final Fleet fleet;
  private boolean isKept;

  KeepBusyWorker(DecisionsFirst decisions, Fleet fleet) {
    this.decisions = decisions;
    this.fleet = fleet;
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void look() {
    try {
      if (decisions.isBusy()) {
        fleet.keep(TIME);
        isKept = true;
      } else if (isKept) {
        fleet.release();
        isKept = false;
      }
    } catch (RuntimeException e) {
      LOG.warnf("the fleet does not hear whether this worker is busy: %s", e.getMessage());
    }
  }
}
