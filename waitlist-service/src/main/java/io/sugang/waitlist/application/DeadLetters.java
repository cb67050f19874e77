package io.sugang.waitlist.application;

import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.message.LineRequest;

/** The dead letter queue of requests. */
public interface DeadLetters {

  /** Files a request of the journal. */
  void file(LineRequest request, DeadLetter letter);

  /** Files a message as it came. */
  void file(String body, DeadLetter letter);
}
