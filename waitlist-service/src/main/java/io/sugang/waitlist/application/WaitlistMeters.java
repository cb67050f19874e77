package io.sugang.waitlist.application;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Decision;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What the worker tells of itself. The names are an API. */
@ApplicationScoped
public class WaitlistMeters {

  private final MeterRegistry registry;
  private final Timer batchDuration;
  private final DistributionSummary batchSize;
  private final Timer messageAge;

  WaitlistMeters(MeterRegistry registry) {
    this.registry = registry;
    batchDuration =
        Timer.builder("sugang.batch.duration")
            .description("From the first look at a section to its decisions told")
            .publishPercentileHistogram()
            .register(registry);
    batchSize =
        DistributionSummary.builder("sugang.batch.size")
            .description("Requests decided in one transaction")
            .baseUnit("requests")
            .register(registry);
    messageAge =
        Timer.builder("sugang.message.age")
            .description("From a message's sending to its requests in the journal")
            .publishPercentileHistogram()
            .register(registry);
  }

  <T> T timeBatch(Supplier<T> batch) {
    return batchDuration.record(batch);
  }

  void decided(List<Decided> decided) {
    batchSize.record(decided.size());
    for (Decided d : decided) {
      String outcome =
          switch (d.decision()) {
            case Decision.Admitted _ -> "admitted";
            case Decision.Refused(var refusal) -> refusal.rule();
            case Decision.Quarantined _ -> "quarantined";
          };
      registry.counter("sugang.decisions", "outcome", outcome).increment();
    }
  }

  /** Requests of a message were journaled. */
  public void journaled(int requests, Instant sentAt, Instant now) {
    registry.counter("sugang.requests.journaled").increment(requests);
    Duration age = Duration.between(sentAt, now);
    messageAge.record(age.isNegative() ? Duration.ZERO : age);
  }

  /** A message was filed as a dead letter. */
  public void deadLetter() {
    registry.counter("sugang.deadletters").increment();
  }

  void mailsQueued(int mails) {
    registry.counter("sugang.mails.queued").increment(mails);
  }

  void lineReopened() {
    registry.counter("sugang.line.reopened").increment();
  }
}
