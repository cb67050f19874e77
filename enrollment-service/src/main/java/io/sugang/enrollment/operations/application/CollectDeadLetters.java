package io.sugang.enrollment.operations.application;

import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.operations.domain.FoundLetter;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Records what stands in the dead letter queues, and what left them, and what failed without a
 * letter. The letters stay there until what they asked for is done, or an operator discarded them:
 * a redrive by AWS's own means works as ever, and shows here.
 */
@Singleton
public class CollectDeadLetters extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(CollectDeadLetters.class);

  private final DeadLetterQueues queues;
  private final DeadLetterRecorder record;
  private final ResolveByBody resolveByBody;
  private final EnrollmentConfig config;
  private final Clock clock;
  private volatile Instant lastRound;

  CollectDeadLetters(
      DeadLetterQueues queues,
      DeadLetterRecorder record,
      ResolveByBody resolveByBody,
      EnrollmentConfig config,
      Clock clock) {
    super("collect-dead-letters", config.collectInterval());
    if (config.letterHiding().toSeconds() < 1) {
      throw new IllegalStateException("sugang.enrollment: letter-hiding must be 1 s or more");
    }
    this.queues = queues;
    this.record = record;
    this.resolveByBody = resolveByBody;
    this.config = config;
    this.clock = clock;
    this.lastRound = clock.instant();
  }

  /** Whatever becomes of one step, the others are taken. */
  @Override
  protected void round() {
    List<Runnable> steps =
        List.of(
            () -> collect(Queue.REQUESTS),
            () -> collect(Queue.NOTIFICATIONS),
            () -> record.missed(record.unfiledRequests()),
            () -> record.missed(record.unfiledMails()),
            () -> record.resolve(clock.instant()),
            resolveByBody::round);
    RuntimeException failure = null;
    for (Runnable step : steps) {
      try {
        step.run();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    lastRound = clock.instant();
  }

  /** When it last saw all that there was, or began. */
  Instant lastRound() {
    return lastRound;
  }

  private void collect(Queue queue) {
    Instant begun = clock.instant();
    var held = new ArrayList<DeadLetterQueues.Held>();
    boolean sawAll;
    try {
      sawAll = lookAtAll(queue, held);
    } finally {
      queues.putBack(queue, held);
    }
    Instant ended = clock.instant();
    if (sawAll && Duration.between(begun, ended).compareTo(config.letterHiding()) < 0) {
      // Others may have held letters meanwhile, but for no longer than that.
      int left = record.left(queue, begun.minus(config.letterHiding().multipliedBy(2)), ended);
      if (left > 0) {
        LOG.infof("%d dead letters left %s", left, queue.deadLetterQueueName());
      }
    }
  }

  /**
   * Looks until there is no other letter, or too many.
   *
   * @param held takes what was looked at
   * @return whether there was no other one at the end
   */
  private boolean lookAtAll(Queue queue, List<DeadLetterQueues.Held> held) {
    var ids = new HashSet<String>();
    while (ids.size() < config.lettersPerRound() && !isStopping()) {
      List<DeadLetterQueues.Held> some = queues.look(queue);
      if (some.isEmpty()) {
        return true;
      }
      held.addAll(some);
      if (some.stream().filter(letter -> ids.add(letter.id())).count() == 0) {
        // It took so long that the first are not hidden any more.
        return false;
      }
      List<FoundLetter> letters = some.stream().map(DeadLetterQueues.Held::letter).toList();
      record.found(letters, clock.instant());
      Set<FoundLetter> needless = record.needless(queue, letters);
      List<DeadLetterQueues.Held> done =
          some.stream().filter(letter -> needless.contains(letter.letter())).toList();
      queues.delete(queue, done);
      held.removeAll(done);
    }
    return false;
  }
}
