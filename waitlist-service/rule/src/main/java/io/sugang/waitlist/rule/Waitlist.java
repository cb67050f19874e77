package io.sugang.waitlist.rule;

import java.util.List;

/**
 * What the rules need to know of a full section's waitlist.
 *
 * @param eligible the first of those who could take a seat, in rank order, all of them locked
 * @param complete whether there are no others
 * @param toSkip who can't take a seat any more, and has a rank still, or is skipped for another
 *     reason
 * @param toResume who was skipped and can take a seat again
 */
public record Waitlist(
    List<Holder> eligible, boolean complete, List<Skip> toSkip, List<Holder> toResume) {

  /** Nobody waits. */
  public static final Waitlist NOBODY = new Waitlist(List.of(), true);

  /** Somebody may wait who is not locked. */
  public static final Waitlist UNKNOWN = new Waitlist(List.of(), false);

  public Waitlist {
    eligible = List.copyOf(eligible);
    toSkip = List.copyOf(toSkip);
    toResume = List.copyOf(toResume);
  }

  /** A waitlist on which nobody's eligibility changed. */
  public Waitlist(List<Holder> eligible, boolean complete) {
    this(eligible, complete, List.of(), List.of());
  }
}
