package io.sugang.waitlist.domain;

import java.util.List;

/**
 * The head of a section's waitlist: those who could take a seat now, in rank order. Whoever holds a
 * seat in another section of the course can't, and keeps the rank.
 *
 * @param eligible the first of them, all of them locked
 * @param complete whether there are no others
 */
public record Waitlist(List<Place> eligible, boolean complete) {

  /** Nobody waits. */
  public static final Waitlist NOBODY = new Waitlist(List.of(), true);

  public Waitlist {
    eligible = List.copyOf(eligible);
  }
}
