package io.sugang.waitlist.application;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
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

  void decided(Outcome outcome) {
    batchSize.record(outcome.decided().size());
    for (Decided d : outcome.decided()) {
      DecisionText text = DecisionText.of(d);
      registry
          .counter(
              "sugang.decisions",
              "outcome",
              text.state().equals("refused") ? text.reason() : text.state())
          .increment();
    }
    registry.counter("sugang.promotions").increment(outcome.promoted().size());
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

  /** A number was given twice. */
  void numberClash() {
    registry.counter("sugang.number.clashes").increment();
  }

  void mailsQueued(int mails) {
    registry.counter("sugang.mails.queued").increment(mails);
  }

  void lineReopened() {
    registry.counter("sugang.line.reopened").increment();
  }
}
