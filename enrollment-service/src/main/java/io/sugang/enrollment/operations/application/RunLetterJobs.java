package io.sugang.enrollment.operations.application;

import io.sugang.contract.message.MailsDue;
import io.sugang.contract.message.Message;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.message.WireFormat.UnreadableMessageException;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.operations.application.LetterJobWork.Next;
import io.sugang.enrollment.operations.application.LetterJobWork.Results;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.operations.domain.LetterJob;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Carries out jobs, each by one process at a time: the first letter alone, then as many a second as
 * it says, of a section one after the other by their numbers, and none while many requests wait. A
 * process that dies leaves its jobs to another; whatever was sent twice is handled once.
 */
@Singleton
public class RunLetterJobs extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(RunLetterJobs.class);

  /** Letters that come back one after the other, and hold up their job. */
  private static final int IN_A_ROW = 5;

  /** Of so many letters, a fifth that came back holds up their job. */
  private static final int ENOUGH_TO_JUDGE = 10;

  /** What came back is noticed within some seconds; for so many letters are under way at most. */
  private static final int SECONDS_UNDER_WAY = 15;

  private static final int DISCARDS_AT_ONCE = 1000;

  private static final Set<DeadLetterState> FREE =
      Set.of(DeadLetterState.OPEN, DeadLetterState.MOVED);

  private final LetterJobStore jobs;
  private final LetterJobWork work;
  private final DeadLetterQueues queues;
  private final DeadLetterRecorder record;
  private final EnrollmentConfig config;
  private final Clock clock;
  private final String process = UUID.randomUUID().toString();
  private final Map<Long, SendingRate> rates = new HashMap<>();

  RunLetterJobs(
      LetterJobStore jobs,
      LetterJobWork work,
      DeadLetterQueues queues,
      DeadLetterRecorder record,
      EnrollmentConfig config,
      Clock clock) {
    super("run-letter-jobs", config.jobInterval());
    this.jobs = jobs;
    this.work = work;
    this.queues = queues;
    this.record = record;
    this.config = config;
    this.clock = clock;
  }

  @Override
  protected void round() {
    List<Long> running = work.running();
    rates.keySet().retainAll(new HashSet<>(running));
    RuntimeException failure = null;
    for (long id : running) {
      Instant now = clock.instant();
      try {
        if (!isStopping() && work.lease(id, process, now, now.plus(config.jobLease()))) {
          carryOn(id, now.plus(config.jobLease().dividedBy(2)));
        }
      } catch (RuntimeException e) {
        // The others go on.
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * @param deadline until when it is ours for certain
   */
  private void carryOn(long id, Instant deadline) {
    Instant now = clock.instant();
    record.resolveSentBy(id, now);
    Results results = work.follow(id, now.minus(config.letterLost()), now);
    Optional<String> failing = failing(results);
    LetterJob job = jobs.find(id).orElseThrow();
    if (failing.isPresent()) {
      LOG.warnf("job %d stops: %s", id, failing.get());
      work.stop(id, failing.get(), clock.instant());
    } else if (job.picked() + job.sent() == 0) {
      LOG.infof("job %d is done", id);
      work.done(id, clock.instant());
    } else if (job.kind().equals(LetterJob.DISCARD)) {
      var unused = work.discard(id, DISCARDS_AT_ONCE, clock.instant());
    } else {
      send(job, results, deadline);
    }
  }

  /** Why it is not to go on, if so. */
  private static Optional<String> failing(Results results) {
    if (results.decided() == 0 && results.returned() > 0) {
      return Optional.of("the first letter came back");
    }
    if (results.lastReturned() >= IN_A_ROW) {
      return Optional.of("%d letters came back one after the other".formatted(IN_A_ROW));
    }
    long known = results.decided() + results.returned();
    return known >= ENOUGH_TO_JUDGE && results.returned() * 5 >= known
        ? Optional.of("%d of %d letters came back".formatted(results.returned(), known))
        : Optional.empty();
  }

  private void send(LetterJob job, Results results, Instant deadline) {
    if (work.isBusy(config.jobYieldsTo())) {
      return;
    }
    int most =
        rates
            .computeIfAbsent(job.id(), _ -> new SendingRate(clock.instant()))
            .allowed(job.rate(), clock.instant());
    if (results.decided() == 0) {
      most = job.sent() > 0 ? 0 : Math.min(1, most);
    }
    most = (int) Math.min(most, (long) job.rate() * SECONDS_UNDER_WAY - job.sent());
    for (Next letter : most > 0 ? work.next(job.id(), most) : List.<Next>of()) {
      Instant before = clock.instant();
      if (isStopping() || before.isAfter(deadline)) {
        return;
      }
      Optional<String> obstacle = obstacle(letter);
      if (obstacle.isPresent()) {
        work.skipped(job.id(), letter.position(), obstacle.get(), before);
      } else {
        queues.replay(letter.queue(), letter.body(), letter.attributes());
        work.sent(job.id(), letter, before);
        rates.get(job.id()).sent();
      }
    }
  }

  private Optional<String> obstacle(Next letter) {
    boolean isFree =
        FREE.contains(letter.state())
            || (letter.state() == DeadLetterState.REPLAYING
                && letter.since().isBefore(clock.instant().minus(config.letterLost())));
    if (!isFree) {
      return Optional.of("it is " + letter.state() + " already");
    }
    return isReadable(letter.queue(), letter.body())
        ? Optional.empty()
        : Optional.of("its body can't be read");
  }

  private static boolean isReadable(Queue queue, String body) {
    Class<? extends Message> kind =
        switch (queue) {
          case REQUESTS -> RequestsAccepted.class;
          case NOTIFICATIONS -> MailsDue.class;
        };
    try {
      var unused = WireFormat.read(body, kind);
      return true;
    } catch (UnreadableMessageException e) {
      return false;
    }
  }
}
