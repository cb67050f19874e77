package io.sugang.waitlist.application.operate;

import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.application.Pauses;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.application.outbox.OutboxSender;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Keeps up with what operators hold up, and has it done once they let it go on. While the database
 * is away it stays as it was.
 */
@Singleton
class WatchPauses extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(WatchPauses.class);

  private final PauseStore store;
  private final Pauses pauses;
  private final SectionStore sections;
  private final SectionWorker worker;
  private final OutboxSender outbox;

  /** Sections are yet to be woken. */
  private boolean isLate;

  WatchPauses(
      PauseStore store,
      Pauses pauses,
      SectionStore sections,
      SectionWorker worker,
      OutboxSender outbox,
      WaitlistConfig config) {
    super("watch-pauses", config.pauseLook());
    this.store = store;
    this.pauses = pauses;
    this.sections = sections;
    this.worker = worker;
    this.outbox = outbox;
  }

  @Override
  protected void round() {
    Pauses.Known now = store.read();
    if (pauses.note(now)) {
      isLate = true;
      LOG.infof(
          "held up: deciding %s, mail %s",
          now.deciding() ? "everywhere" : "in %d sections".formatted(now.sections().size()),
          now.mail() ? "too" : "not");
    }
    if (isLate) {
      worker.share(sections.waitingSince(Instant.MAX));
      outbox.wake();
      isLate = false;
    }
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "nobody can say what is held up; it stays as it is: %s",
        failure.getMessage());
  }
}
