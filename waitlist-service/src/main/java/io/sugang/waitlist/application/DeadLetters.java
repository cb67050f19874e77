package io.sugang.waitlist.application;

import io.sugang.contract.message.LineRequest;

/** Where messages go that can't be handled, with the reason. */
public interface DeadLetters {

  /** Files a request that was taken out of the line. */
  void file(LineRequest request, String reason);

  /** Files a message as it came. */
  void file(String body, String reason);
}
