package io.sugang.waitlist.application.recover;

import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Wakes sections with journaled requests, or a due waitlist, that nobody works on: a worker died
 * between journal and decision.
 */
@Singleton
class SweepJournal extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(SweepJournal.class);

  private final SectionStore sectionStore;
  private final SectionWorker worker;
  private final WaitlistConfig config;
  private final Clock clock;

  SweepJournal(
      SectionStore sectionStore, SectionWorker worker, WaitlistConfig config, Clock clock) {
    super("sweep-journal", config.sweepInterval(), config.sweepInterval());
    this.sectionStore = sectionStore;
    this.worker = worker;
    this.config = config;
    this.clock = clock;
  }

  @Override
  protected void round() {
    try {
      worker.share(sectionStore.waitingSince(clock.instant().minus(config.sweepInterval())));
    } catch (SectionStore.TryAgainException e) {
      LOG.debugf("no sweep now: %s", e.getMessage());
    }
  }
}
