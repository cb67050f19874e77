package io.sugang.waitlist.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the rules need to know of a section's waitlist; everybody here is locked.
 *
 * @param first its first ones by number; nobody who has a rank, or may get it back, is between them
 * @param complete whether nobody comes behind them
 * @param others whose eligibility may have changed, and who stand behind
 */
public record Waitlist(List<Candidate> first, boolean complete, List<Candidate> others) {

  /** Nobody waits. */
  public static final Waitlist NOBODY = new Waitlist(List.of(), true, List.of());

  /** Somebody may wait who is not locked. */
  public static final Waitlist UNKNOWN = new Waitlist(List.of(), false, List.of());

  public Waitlist {
    first = List.copyOf(first);
    others = List.copyOf(others);
  }

  /** The same people, while somebody else may come before any of them. */
  public Waitlist withoutOrder() {
    return new Waitlist(List.of(), false, Stream.concat(first.stream(), others.stream()).toList());
  }
}
