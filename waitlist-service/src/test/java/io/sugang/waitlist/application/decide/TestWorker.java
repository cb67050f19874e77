package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.application.recover.OpenLine;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Decides as a worker would, whenever a test says so. */
@Singleton
public class TestWorker {

  /** More than any test puts into a section's line, but for those about many. */
  public static final int MAX = 100;

  private final SectionStore sections;
  private final OpenLine line;
  private final CommittedRequests committed;
  private final Clock clock;

  TestWorker(SectionStore sections, OpenLine line, CommittedRequests committed, Clock clock) {
    this.sections = sections;
    this.line = line;
    this.committed = committed;
    this.clock = clock;
  }

  /** One batch. */
  public AdmitBatch.Result decide(SectionId section) {
    return with(sections).run(section, MAX);
  }

  /** Small batches until nothing is left. */
  public boolean workOff(SectionId section) {
    AdmitBatch batch = with(sections);
    while (!(batch.run(section, 7) instanceof AdmitBatch.Result.Empty)) {
      Thread.onSpinWait();
    }
    return true;
  }

  /** With another store. */
  public AdmitBatch with(SectionStore other) {
    return new AdmitBatch(other, line, committed, clock);
  }

  /** With another line. */
  public AdmitBatch with(Line other) {
    return new AdmitBatch(sections, other, committed, clock);
  }
}
