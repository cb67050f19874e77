package io.sugang.waitlist.application;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sugang.contract.decision.Reason;
import io.sugang.contract.decision.RequestState;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Measures the worker. */
@ApplicationScoped
public class WaitlistMeters {

  private final MeterRegistry registry;
  private final Timer batchDuration;
  private final DistributionSummary batchSize;
  private final Timer messageAge;

  public WaitlistMeters(MeterRegistry registry) {
    this.registry = registry;
    batchDuration =
        Timer.builder(WaitlistMetric.BATCH_DURATION.id())
            .description("From the first look at a section to its line updated")
            .publishPercentileHistogram()
            .register(registry);
    batchSize =
        DistributionSummary.builder(WaitlistMetric.BATCH_SIZE.id())
            .description("Requests decided in one transaction")
            .baseUnit("requests")
            .register(registry);
    messageAge =
        Timer.builder(WaitlistMetric.MESSAGE_AGE.id())
            .description("From a message's sending to its requests in the journal")
            .publishPercentileHistogram()
            .register(registry);
  }

  public <T> T timeBatch(Supplier<T> batch) {
    return batchDuration.record(batch);
  }

  public void decided(Outcome outcome) {
    batchSize.record(outcome.decided().size());
    for (Decided d : outcome.decided()) {
      JournaledDecision decision = JournaledDecision.of(d.decision());
      registry.counter(WaitlistMetric.DECISIONS.id(), "outcome", outcome(decision)).increment();
    }
    registry.counter(WaitlistMetric.PROMOTIONS.id()).increment(outcome.promoted().size());
  }

  private static String outcome(JournaledDecision decision) {
    return decision.state() == RequestState.REFUSED
        ? decision.reason().map(Reason::wireName).orElseThrow()
        : decision.state().wireName();
  }

  /** Requests of a message were journaled. */
  public void journaled(int requests, Instant sentAt, Instant now) {
    registry.counter(WaitlistMetric.REQUESTS_JOURNALED.id()).increment(requests);
    Duration age = Duration.between(sentAt, now);
    messageAge.record(age.isNegative() ? Duration.ZERO : age);
  }

  /** A message was filed as a dead letter. */
  public void deadLetter() {
    registry.counter(WaitlistMetric.DEAD_LETTERS.id()).increment();
  }

  /** A number was given twice. */
  public void numberClash() {
    registry.counter(WaitlistMetric.NUMBER_CLASHES.id()).increment();
  }

  public void mailsQueued(int mails) {
    registry.counter(WaitlistMetric.MAILS_QUEUED.id()).increment(mails);
  }

  public void lineReopened() {
    registry.counter(WaitlistMetric.LINE_REOPENED.id()).increment();
  }
}
