package io.sugang.waitlist.rule.student;

import java.time.LocalTime;

/**
 * A weekly hour of a section.
 *
 * @param day 1 Monday to 7 Sunday
 * @param startsAt before {@code endsAt}
 */
public record Meeting(int day, LocalTime startsAt, LocalTime endsAt) {

  /** Whether both need the same minute; one may begin when the other ends. */
  boolean overlaps(Meeting other) {
    return day == other.day && startsAt.isBefore(other.endsAt) && other.startsAt.isBefore(endsAt);
  }
}
