package io.sugang.waitlist.application.recover;

import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.decide.BatchRunner;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the line is reopened with, of which a test may replace one. */
@Singleton
class ReopenLineParts {

  @Inject LineRebuild rebuild;
  @Inject EpochStore epochs;
  @Inject RequestBacklog backlog;
  @Inject SectionStore sections;
  @Inject SectionWorker worker;
  @Inject BatchRunner batches;
  @Inject RestoreDecisions decisions;
  @Inject WaitlistMeters meters;
  @Inject WaitlistConfig config;
  @Inject Clock clock;

  ReopenLine with(LineRebuild other) {
    return new ReopenLine(
        other, epochs, backlog, sections, worker, batches, decisions, meters, config, clock);
  }

  ReopenLine with(RequestBacklog other) {
    return new ReopenLine(
        rebuild, epochs, other, sections, worker, batches, decisions, meters, config, clock);
  }

  ReopenLine with(RestoreDecisions other) {
    return new ReopenLine(
        rebuild, epochs, backlog, sections, worker, batches, other, meters, config, clock);
  }
}
