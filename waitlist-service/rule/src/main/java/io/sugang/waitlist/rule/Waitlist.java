package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the rules need to know of a section's waitlist.
 *
 * @param known people on it, all of them locked: its first ones, and those whose eligibility may
 *     have changed
 * @param horizon how far nobody is missing among them
 */
public record Waitlist(List<Candidate> known, Horizon horizon) {

  /** Nobody waits. */
  public static final Waitlist NOBODY = all(List.of());

  /** Somebody may wait who is not locked. */
  public static final Waitlist UNKNOWN =
      new Waitlist(List.of(), new Horizon(Map.of(), Horizon.NOBODY));

  public Waitlist {
    known = List.copyOf(known);
  }

  /** All who have a rank, or may get it back. */
  public static Waitlist all(List<Candidate> known) {
    return new Waitlist(known, new Horizon(Map.of(), Horizon.EVERYBODY));
  }

  /**
   * Those on the waitlist who are locked; whoever comes up meanwhile is seen by the next batch.
   *
   * @param reviewed whose eligibility may have changed
   * @param ranked by pool, the first of those who have a rank and may have a seat of it
   * @param max how many of a pool were looked for
   * @param locked students
   */
  public static Waitlist seen(
      List<Candidate> reviewed, Map<Long, List<Holder>> ranked, int max, Set<StudentId> locked) {
    var known = new TreeMap<RequestNumber, Candidate>();
    var horizon = new HashMap<Long, Long>();
    ranked.forEach(
        (pool, first) -> {
          List<Holder> seen =
              first.stream().takeWhile(holder -> locked.contains(holder.student())).toList();
          seen.forEach(holder -> known.put(holder.wonBy(), Candidate.ranked(holder)));
          horizon.put(pool, horizon(seen, seen.size() == first.size() && first.size() < max));
        });
    reviewed.forEach(candidate -> known.put(candidate.holder().wonBy(), candidate));
    return new Waitlist(List.copyOf(known.values()), new Horizon(horizon, Horizon.NOBODY));
  }

  /** Behind the last with a rank who was seen, another one with a rank may come first. */
  private static long horizon(List<Holder> seen, boolean areAll) {
    if (areAll) {
      return Horizon.EVERYBODY;
    }
    return seen.isEmpty() ? Horizon.NOBODY : seen.getLast().wonBy().value();
  }

  /** The same people, while somebody else may come before any of them. */
  public Waitlist withoutOrder() {
    return new Waitlist(known, UNKNOWN.horizon());
  }
}
