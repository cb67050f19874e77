package io.sugang.enrollment.operations.application;

import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.operations.domain.FoundLetter;
import java.util.List;
import java.util.Map;

/** The dead letter queues, and the way back. Whoever looks at a letter leaves it there. */
public interface DeadLetterQueues {

  /**
   * A letter that nobody else sees until it is put back, or its hiding ends.
   *
   * @param id of its message
   * @param handle names it to the queue, as long as it is held
   */
  record Held(FoundLetter letter, String id, String handle) {}

  /**
   * Some letters that are not held by anybody; none: there are no others now.
   *
   * @throws IllegalStateException if SQS does not answer, or with an error
   */
  List<Held> look(Queue queue);

  /** Lets everybody see letters again. What is not put back is seen when its hiding ends. */
  void putBack(Queue queue, List<Held> letters);

  /** Deletes letters that nobody needs there any more. What is not deleted is found again. */
  void delete(Queue queue, List<Held> letters);

  /**
   * Sends a copy of a letter to its queue, with its attributes, by which whoever receives it knows
   * that an operator wants it.
   *
   * @throws IllegalStateException if SQS does not take it
   */
  void replay(Queue queue, String body, Map<String, String> attributes);
}
