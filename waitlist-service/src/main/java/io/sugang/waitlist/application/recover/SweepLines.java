package io.sugang.waitlist.application.recover;

import io.sugang.contract.id.SectionId;
import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Wakes sections whose lines have a head that does not move: a worker died between commit and line,
 * or a gateway between join and publish.
 */
@Singleton
class SweepLines extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(SweepLines.class);

  private final Line line;
  private final SectionStore sectionStore;
  private final SectionWorker worker;
  private Map<SectionId, String> headsBefore = new HashMap<>();

  SweepLines(Line line, SectionStore sectionStore, SectionWorker worker, WaitlistConfig config) {
    super("sweep-lines", config.lineSweepInterval(), config.lineSweepInterval().dividedBy(2));
    this.line = line;
    this.sectionStore = sectionStore;
    this.worker = worker;
  }

  @Override
  protected void round() {
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
