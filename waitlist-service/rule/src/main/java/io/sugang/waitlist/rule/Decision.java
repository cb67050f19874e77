package io.sugang.waitlist.rule;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import java.util.Locale;

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

  /** The student dropped it before its turn came. */
  record Withdrawn() implements Decision {}

  /** What an earlier request held is released. */
  record Released(Held held, RequestNumber releases) implements Decision {}

  /** The request can't be judged; an operator looks at it, and the line goes on. */
  record Quarantined(DeadLetterCause cause) implements Decision {}

  /** What a request held when it was dropped. */
  enum Held {
    SEAT,
    WAITLIST_PLACE,
    LINE_PLACE;

    /** Its name outside Java. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
