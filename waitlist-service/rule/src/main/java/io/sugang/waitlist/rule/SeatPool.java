package io.sugang.waitlist.rule;

import io.sugang.contract.enrollment.Membership;

/** A part of a section's seats: those that it keeps for a cohort, or all others. */
public sealed interface SeatPool permits OpenSeats, Reserve {

  /** Its id; {@value #OPEN}: the open seats. */
  long id();

  /** Seats of it that are free, 0 or more. */
  int free();

  /**
   * Whether a student may have one of them.
   *
   * @param student may be {@code null} if the section keeps no seats
   */
  boolean isFor(Membership student);

  /** The id of the seats that are kept for nobody. */
  long OPEN = 0;
}
