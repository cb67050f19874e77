package io.sugang.enrollment.operations.application;

import io.sugang.enrollment.operations.domain.QueueDepth;
import java.util.List;

/** How much stands in the queues. */
public interface QueueDepths {

  /**
   * All queues, each followed by its dead letter queue.
   *
   * @throws IllegalStateException if SQS does not answer
   */
  List<QueueDepth> look();
}
