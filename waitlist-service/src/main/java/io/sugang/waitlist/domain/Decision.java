package io.sugang.waitlist.domain;

import io.sugang.contract.id.RequestNumber;

/** What becomes of a request. */
public sealed interface Decision {

  /** The student has a seat. */
  record Admitted() implements Decision {}

  /**
   * The section is full, and the student waits for a seat.
   *
   * @param rank 1 or more, when it was decided
   */
  record Waitlisted(int rank) implements Decision {}

  /** The student gets nothing, and is told why. */
  record Refused(Refusal refusal) implements Decision {}

  /** The student let go of it before its turn came. */
  record Withdrawn() implements Decision {}

  /** What an earlier request had is let go. */
  record LetGo(Had had, RequestNumber receipt) implements Decision {}

  /** The request can't be judged; an operator looks at it, and the line goes on. */
  record Quarantined(String reason) implements Decision {}

  /** What a request had when it was let go. */
  enum Had {
    SEAT,
    WAITLIST_PLACE,
    LINE_PLACE
  }
}
