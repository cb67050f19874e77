package io.sugang.waitlist.rule;

import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Membership;
import java.time.ZonedDateTime;

/**
 * Seats that a section keeps for a cohort. Whoever is in it takes one of these first, and an open
 * one if there is none.
 *
 * @param id 1 or more
 * @param seats how many, 1 or more
 * @param taken how many of them are taken, 0 or more; above their number if that was lowered
 * @param until when they become open seats, in the term's zone
 */
public record Reserve(long id, Cohort cohort, int seats, int taken, ZonedDateTime until)
    implements SeatPool {

  @Override
  public int free() {
    return Math.max(0, seats - taken);
  }

  @Override
  public boolean isFor(Membership student) {
    return cohort.includes(student.year(), student.department(), student.groups());
  }

  Reserve withTaken(int more) {
    return new Reserve(id, cohort, seats, taken + more, until);
  }
}
