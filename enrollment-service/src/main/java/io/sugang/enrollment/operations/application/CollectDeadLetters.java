package io.sugang.enrollment.operations.application;

import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Records what stands in the dead letter queues, and what left them. The letters stay there: a
 * redrive by AWS's own means works as ever, and shows here.
 */
@Singleton
public class CollectDeadLetters extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(CollectDeadLetters.class);

  private final DeadLetterQueues queues;
  private final DeadLetterStore store;
  private final EnrollmentConfig config;
  private final Clock clock;

  CollectDeadLetters(
      DeadLetterQueues queues, DeadLetterStore store, EnrollmentConfig config, Clock clock) {
    super("collect-dead-letters", config.collectInterval());
    this.queues = queues;
    this.store = store;
    this.config = config;
    this.clock = clock;
  }

  @Override
  protected void round() {
    for (Queue queue : Queue.values()) {
      collect(queue);
    }
    store.resolve(clock.instant());
  }

  private void collect(Queue queue) {
    Instant begun = clock.instant();
    var held = new ArrayList<DeadLetterQueues.Held>();
    var ids = new HashSet<String>();
    boolean sawAll = false;
    try {
      while (!sawAll && held.size() < config.lettersPerRound() && !isStopping()) {
        List<DeadLetterQueues.Held> some = queues.look(queue);
        held.addAll(some);
        // If it takes long, the first are not hidden any more.
        sawAll = some.stream().filter(letter -> ids.add(letter.id())).count() == 0;
        if (!sawAll) {
          store.found(some.stream().map(DeadLetterQueues.Held::letter).toList(), clock.instant());
        }
      }
    } finally {
      queues.putBack(queue, held);
    }
    if (sawAll) {
      // Others may have held letters meanwhile, but for no longer than that.
      Instant since = begun.minus(config.letterHiding().multipliedBy(2));
      int left = store.left(queue, since, clock.instant());
      if (left > 0) {
        LOG.infof("%d dead letters left %s", left, queue.deadLetterQueueName());
      }
    }
  }
}
