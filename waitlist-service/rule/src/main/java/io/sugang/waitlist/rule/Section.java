package io.sugang.waitlist.rule;

import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.SectionId;
import java.util.ArrayList;
import java.util.List;

/**
 * A section as it stands while its row is locked.
 *
 * @param course the course it belongs to; a student may sit in one section of it
 * @param term the term it is offered in
 * @param capacity seats, 0 or more
 * @param taken seats taken, 0 to capacity
 * @param waitlistLimit how many may wait for a seat, 0 or more
 * @param waitlisted how many do and have a rank, 0 or more; above the limit if that was lowered, or
 *     if somebody who was passed over is eligible again
 * @param reserves seats that it keeps for cohorts now, in the order in which they are taken
 * @param version rises with every commit that changes the section
 */
public record Section(
    SectionId id,
    String course,
    String term,
    int capacity,
    int taken,
    int waitlistLimit,
    int waitlisted,
    List<Reserve> reserves,
    long version) {

  public Section {
    if (taken < 0 || taken > capacity) {
      throw new IllegalArgumentException(
          "taken: %d (expected: 0 to the capacity of %d)".formatted(taken, capacity));
    }
    if (waitlisted < 0) {
      throw new IllegalArgumentException(
          "waitlisted: %d (expected: 0 or more)".formatted(waitlisted));
    }
    reserves = List.copyOf(reserves);
  }

  /**
   * Stands for a section that the catalogue does not have: nobody can sit, and any real version is
   * newer.
   */
  public static Section missing(SectionId id) {
    return new Section(id, "", "", 0, 0, 0, 0, List.of(), -2);
  }

  /** Whether nobody more can sit. */
  public boolean isFull() {
    return taken >= capacity;
  }

  /** Whether nobody more can wait for a seat. */
  public boolean isWaitlistFull() {
    return waitlisted >= waitlistLimit;
  }

  /** Whether a seat is free that is kept for nobody. */
  public boolean hasOpenSeats() {
    return openSeats() > 0;
  }

  private int openSeats() {
    return Math.max(0, capacity - taken - reserves.stream().mapToInt(Reserve::free).sum());
  }

  /** Its pools with a free seat, in the order in which whoever may have several takes one. */
  public List<SeatPool> freePools() {
    if (isFull()) {
      return List.of();
    }
    return pools().stream().filter(pool -> pool.free() > 0).toList();
  }

  /** Whether a student could have a seat that is free. */
  public boolean hasSeatFor(Membership student) {
    return freePools().stream().anyMatch(pool -> pool.isFor(student));
  }

  /** All its pools. */
  public List<SeatPool> pools() {
    if (reserves.isEmpty()) {
      return List.of(new OpenSeats(openSeats()));
    }
    List<SeatPool> pools = new ArrayList<>(reserves);
    pools.add(new OpenSeats(openSeats()));
    return pools;
  }

  /** The section with one seat more taken of a pool, or one fewer. */
  Section withTaken(int more, long pool) {
    return new Section(
        id,
        course,
        term,
        capacity,
        taken + more,
        waitlistLimit,
        waitlisted,
        reserves.stream()
            .map(reserve -> reserve.id() == pool ? reserve.withTaken(more) : reserve)
            .toList(),
        version);
  }

  /** The section as it stands without seats that nobody holds any more. */
  public Section without(List<Seat> released) {
    Section rest = this;
    for (Seat seat : released) {
      rest = rest.withTaken(-1, seat.pool());
    }
    return rest;
  }

  /** The section with so many more on its waitlist, or fewer. */
  Section withWaitlisted(int more) {
    return new Section(
        id, course, term, capacity, taken, waitlistLimit, waitlisted + more, reserves, version);
  }

  /** The section as the next commit makes it. */
  public Section nextVersion() {
    return new Section(
        id, course, term, capacity, taken, waitlistLimit, waitlisted, reserves, version + 1);
  }
}
