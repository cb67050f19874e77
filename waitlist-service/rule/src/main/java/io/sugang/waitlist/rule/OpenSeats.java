package io.sugang.waitlist.rule;

import io.sugang.contract.enrollment.Membership;

/**
 * Seats that a section keeps for nobody.
 *
 * @param free how many of them are free, 0 or more
 */
public record OpenSeats(int free) implements SeatPool {

  @Override
  public long id() {
    return OPEN;
  }

  @Override
  public boolean isFor(Membership student) {
    return true;
  }
}
