package io.sugang.enrollment.operations.application;

import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.operations.application.BacklogSignal.Figures;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Says again and again what waits in the journal: the queue is empty within a moment, whatever
 * stands behind it.
 */
@Singleton
public class SignalBacklog extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(SignalBacklog.class);

  private final Observations observations;
  private final CollectDeadLetters collector;
  private final BacklogSignal signal;
  private final EnrollmentConfig config;
  private final Clock clock;

  SignalBacklog(
      Observations observations,
      CollectDeadLetters collector,
      BacklogSignal signal,
      EnrollmentConfig config,
      Clock clock) {
    super("signal-backlog", config.signalInterval());
    this.observations = observations;
    this.collector = collector;
    this.signal = signal;
    this.config = config;
    this.clock = clock;
  }

  @Override
  protected void round() {
    if (!config.backlogSignal()) {
      return;
    }
    long uncollected = secondsSince(Optional.of(collector.lastRound()));
    Observations.Waiting waiting;
    try {
      waiting = observations.waiting();
    } catch (RuntimeException e) {
      signal.tell(new Figures(Optional.empty(), uncollected));
      throw e;
    }
    signal.tell(
        new Figures(
            Optional.of(
                new BacklogSignal.Waiting(
                    waiting.undecided(),
                    secondsSince(waiting.oldestUndecided()),
                    secondsSince(waiting.oldestOpenLetter()))),
            uncollected));
  }

  private long secondsSince(Optional<Instant> instant) {
    return instant
        .map(since -> Math.max(0, Duration.between(since, clock.instant()).toSeconds()))
        .orElse(0L);
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "nobody can say what waits: %s",
        failure.getMessage());
  }
}
