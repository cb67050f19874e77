package io.sugang.waitlist.application.operate;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.sugang.waitlist.application.background.BackgroundYield;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** A worker that decides asks its fleet to stop others instead, until it has been quiet. */
@ApplicationScoped
public class ProtectBusyWorker {

  private static final Logger LOG = Logger.getLogger(ProtectBusyWorker.class);

  /** So that a worker that died is not kept for long. */
  private static final Duration TIME = Duration.ofMinutes(2);

  private final BackgroundYield decisions;
  private final ScaleInProtection scaleIn;
  private boolean isKept;

  ProtectBusyWorker(BackgroundYield decisions, ScaleInProtection scaleIn) {
    this.decisions = decisions;
    this.scaleIn = scaleIn;
  }

  @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void look() {
    try {
      if (decisions.isBusy()) {
        scaleIn.keep(TIME);
        isKept = true;
      } else if (isKept) {
        scaleIn.release();
        isKept = false;
      }
    } catch (RuntimeException e) {
      LOG.warnf("this worker is not protected from scale-in: %s", e.getMessage());
    }
  }
}
