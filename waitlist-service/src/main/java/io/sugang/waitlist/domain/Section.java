package io.sugang.waitlist.domain;

import io.sugang.contract.id.SectionId;

/**
 * A section as it stands while its row is locked.
 *
 * @param course the course it belongs to; a student may sit in one section of it
 * @param term the term it is offered in
 * @param capacity seats, 0 or more
 * @param taken seats taken, 0 to capacity
 * @param version rises with every commit that changes the section
 */
public record Section(
    SectionId id, String course, String term, int capacity, int taken, long version) {

  public Section {
    if (taken < 0 || taken > capacity) {
      throw new IllegalArgumentException(
          "taken: %d (expected: 0 to the capacity of %d)".formatted(taken, capacity));
    }
  }

  /**
   * Stands for a section that the office does not have: nobody can sit, and any real version is
   * newer.
   */
  public static Section missing(SectionId id) {
    return new Section(id, "", "", 0, 0, -2);
  }

  /** Whether nobody more can sit. */
  public boolean isFull() {
    return taken >= capacity;
  }

  /** The section with one seat more taken. */
  Section withOneMoreTaken() {
    return new Section(id, course, term, capacity, taken + 1, version);
  }

  /** The section as it stands after a commit that left so many seats taken. */
  public Section committedWith(int seatsTaken) {
    return new Section(id, course, term, capacity, seatsTaken, version + 1);
  }
}
