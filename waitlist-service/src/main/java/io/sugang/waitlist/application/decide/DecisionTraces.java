package io.sugang.waitlist.application.decide;

import io.sugang.waitlist.rule.Outcome;
import java.time.Instant;

/** Shows a request's decision in the trace that began with the student's call. */
public interface DecisionTraces {

  /**
   * Adds each decision of a batch to its request's trace, if that is recorded. Never fails.
   *
   * @param begun when the batch began
   */
  void decided(Outcome outcome, Instant begun);
}
