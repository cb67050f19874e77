package io.sugang.waitlist.application.recover;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Wakes sections that somebody waits in and nobody works on: a worker died between journal and
 * decision, or between commit and line, or a gateway between join and publish.
 */
@ApplicationScoped
class SweepLines {

  private static final Logger LOG = Logger.getLogger(SweepLines.class);

  private final Line line;
  private final SectionStore sectionStore;
  private final SectionWorker worker;
  private final WaitlistConfig config;
  private final Clock clock;
  private Map<SectionId, String> headsBefore = new HashMap<>();

  SweepLines(
      Line line,
      SectionStore sectionStore,
      SectionWorker worker,
      WaitlistConfig config,
      Clock clock) {
    this.line = line;
    this.sectionStore = sectionStore;
    this.worker = worker;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(
      every = "${sugang.waitlist.sweep-interval}",
      delayed = "2s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void sweepJournal() {
    try {
      Instant lately = clock.instant().minus(config.sweepInterval());
      sectionStore.waitingSince(lately).forEach(worker::wake);
    } catch (SectionStore.TryAgainException e) {
      LOG.debugf("no sweep now: %s", e.getMessage());
    }
  }

  @Scheduled(
      every = "${sugang.waitlist.line-sweep-interval}",
      delayed = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void sweepLines() {
    try {
      Map<SectionId, String> heads = line.heads(sectionStore.sections());
      heads.forEach(
          (section, head) -> {
            if (head.equals(headsBefore.get(section))) {
              worker.wake(section);
            }
          });
      headsBefore = heads;
    } catch (Line.LineClosedException | Line.LineAwayException | SectionStore.TryAgainException e) {
      LOG.debugf("no sweep now: %s", e.getMessage());
    }
  }
}
