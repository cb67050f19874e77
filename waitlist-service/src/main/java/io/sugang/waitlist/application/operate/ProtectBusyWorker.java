package io.sugang.waitlist.application.operate;

import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** A worker that decides asks its fleet to stop others instead, until it has been quiet. */
@Singleton
public class ProtectBusyWorker extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(ProtectBusyWorker.class);

  private final BackgroundYield decisions;
  private final ScaleInProtection scaleIn;
  private final WaitlistConfig config;
  private boolean isKept;

  ProtectBusyWorker(BackgroundYield decisions, ScaleInProtection scaleIn, WaitlistConfig config) {
    super("protect-busy-worker", config.protectInterval());
    this.decisions = decisions;
    this.scaleIn = scaleIn;
    this.config = config;
  }

  @Override
  protected void round() {
    if (decisions.isBusy()) {
      scaleIn.keep(config.protectTime());
      isKept = true;
    } else if (isKept) {
      scaleIn.release();
      isKept = false;
    }
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "this worker is not protected from scale-in: %s",
        failure.getMessage());
  }
}
