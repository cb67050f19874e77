package io.sugang.gateway.application.join;

/** What a request must be, so that it may be dropped. */
public enum Required {
  /** It has a seat. */
  ADMITTED,
  /** It stands on the waitlist. */
  WAITLISTED,
  /** Any of these, or it is undecided. */
  ANY
}
