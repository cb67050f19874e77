package io.sugang.waitlist.domain;

/** What becomes of a request. */
public sealed interface Decision {

  /** The student has a seat. */
  record Admitted() implements Decision {}

  /** The student has no seat, and is told why. */
  record Refused(Refusal refusal) implements Decision {}

  /** The request can't be judged; an operator looks at it, and the line goes on. */
  record Quarantined(String reason) implements Decision {}
}
