package io.sugang.waitlist.application.recover;

import io.sugang.contract.id.SectionId;
import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Brings decisions of before the line was opened back into it, while everybody joins already: there
 * may be a million of them. Until then the journal answers for them, and whoever wants to drop such
 * a request is asked to come back. Showing a decision twice changes nothing, so it does not matter
 * whether another worker does the same.
 */
@Singleton
class RestoreDecisions extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(RestoreDecisions.class);

  /** As many as the line takes at once. */
  private static final int PAGE = 1000;

  private final EpochStore epochs;
  private final LineRebuild rebuild;
  private final Line line;
  private final BackgroundYield backgroundYield;
  private final WaitlistConfig config;
  private final AtomicReference<Missing> missing = new AtomicReference<>();

  private record Missing(List<SectionId> sections, long epoch) {}

  RestoreDecisions(
      EpochStore epochs,
      LineRebuild rebuild,
      Line line,
      BackgroundYield backgroundYield,
      WaitlistConfig config) {
    super("restore-decisions", config.reopenInterval());
    this.epochs = epochs;
    this.rebuild = rebuild;
    this.line = line;
    this.backgroundYield = backgroundYield;
    this.config = config;
  }

  /** Begins with sections that lack decisions, or goes on with them; waits for nothing. */
  void begin(List<SectionId> sections, long epoch) {
    if (!sections.isEmpty()) {
      missing.set(new Missing(sections, epoch));
      wake();
    }
  }

  @Override
  protected void round() throws InterruptedException {
    Missing now = missing.getAndSet(null);
    if (now == null) {
      return;
    }
    int restored = 0;
    for (SectionId section : now.sections()) {
      if (!isStopping() && rebuild.claimRestoring(section)) {
        restored += restore(section, now.epoch());
      }
    }
    if (restored > 0) {
      LOG.infof("%,d earlier decisions are in the line again", restored);
    }
  }

  /** The next look at the line finds what is missing. */
  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "earlier decisions can't be restored yet: %s",
        failure.getMessage());
  }

  /** Restores a section's decisions; returns how many. */
  int restore(SectionId section, long epoch) throws InterruptedException {
    int restored = 0;
    long last = 0;
    while (!isStopping()) {
      DecidedRequests page = epochs.decided(section, last, PAGE);
      if (page.requests().isEmpty()) {
        rebuild.restored(section, epoch);
        return restored;
      }
      rebuild.note(page.requests());
      line.update(page.section(), page.updates());
      restored += page.requests().size();
      last = page.requests().getLast().number().value();
      if (page.requests().size() == PAGE) {
        rebuild.goOnRestoring(section);
        // Who waits for a small section to be restored does not wait for others.
        backgroundYield.yieldFor(config.restoreYield());
      }
    }
    return restored;
  }
}
