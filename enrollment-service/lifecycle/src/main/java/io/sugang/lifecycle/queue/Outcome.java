package io.sugang.lifecycle.queue;

import io.sugang.contract.decision.DeadLetterCause;
import java.time.Duration;

/** What becomes of a message. */
public sealed interface Outcome {

  /** It is handled, and deleted. */
  record Done() implements Outcome {}

  /**
   * It comes again.
   *
   * @param after whole seconds
   */
  record Retry(Duration after) implements Outcome {}

  /** It can never be handled: it becomes a dead letter. */
  record Discard(DeadLetterCause cause, String detail) implements Outcome {}
}
