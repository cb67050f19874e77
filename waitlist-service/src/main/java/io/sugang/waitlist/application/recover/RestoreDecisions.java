package io.sugang.waitlist.application.recover;

import io.quarkus.runtime.ShutdownEvent;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Brings decisions of before the line was opened back into it, while everybody joins already: there
 * may be a million of them. Until then the journal answers for them, and whoever wants to drop such
 * a request is asked to come back. Showing a decision twice changes nothing, so it does not matter
 * whether another worker does the same.
 */
@ApplicationScoped
class RestoreDecisions {

  private static final Logger LOG = Logger.getLogger(RestoreDecisions.class);

  /** As many as the line takes at once. */
  private static final int PAGE = 1000;

  private final EpochStore epochs;
  private final LineRebuild rebuild;
  private final Line line;
  private final BackgroundYield backgroundYield;
  private final WaitlistConfig config;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean closing;

  RestoreDecisions(
      EpochStore epochs,
      LineRebuild rebuild,
      Line line,
      BackgroundYield backgroundYield,
      WaitlistConfig config) {
    this.epochs = epochs;
    this.rebuild = rebuild;
    this.line = line;
    this.backgroundYield = backgroundYield;
    this.config = config;
  }

  /** Begins with sections that lack decisions, unless it is at it; waits for nothing. */
  void begin(List<SectionId> sections, long epoch) {
    if (!sections.isEmpty() && busy.compareAndSet(false, true)) {
      Thread.ofVirtual().name("restore-decisions").start(() -> restoreAll(sections, epoch));
    }
  }

  private void restoreAll(List<SectionId> sections, long epoch) {
    try {
      int restored = 0;
      for (SectionId section : sections) {
        if (!closing && rebuild.claimRestoring(section)) {
          restored += restore(section, epoch);
        }
      }
      if (restored > 0) {
        LOG.infof("%,d earlier decisions are in the line again", restored);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The next look at the line finds what is missing.
      LOG.warnf("earlier decisions can't be restored yet: %s", e.getMessage());
    } finally {
      busy.set(false);
    }
  }

  /** Restores a section's decisions; returns how many. */
  int restore(SectionId section, long epoch) throws InterruptedException {
    int restored = 0;
    long last = 0;
    while (!closing) {
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

  void close(@Observes ShutdownEvent event) {
    closing = true;
  }
}
