package io.sugang.waitlist.application.decide;

import static java.util.stream.Collectors.partitioningBy;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.rule.Candidate;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The part of a section's waitlist that a batch may serve. */
final class ServedWaitlist {

  private ServedWaitlist() {}

  /** Whether somebody on the waitlist may get a seat before, or between, these requests. */
  static boolean mayServe(Section section, List<LineRequest> batch) {
    return section.waitlisted() > 0 && mayGiveSeats(section, batch);
  }

  /** Whether a seat is free, or may become free by these requests. */
  static boolean mayGiveSeats(Section section, List<LineRequest> batch) {
    return !section.isFull() || batch.stream().anyMatch(DropRequested.class::isInstance);
  }

  /**
   * Those on the waitlist who are locked; whoever comes up meanwhile is seen by the next batch.
   *
   * @param reviewed whose eligibility may have changed
   * @param ranked the first of those who have a rank
   * @param locked students
   */
  static Waitlist of(List<Candidate> reviewed, List<Holder> ranked, Set<StudentId> locked) {
    var known = new TreeMap<RequestNumber, Candidate>();
    ranked.stream()
        .takeWhile(holder -> locked.contains(holder.student()))
        .forEach(holder -> known.put(holder.wonBy(), Candidate.ranked(holder)));
    boolean areAllRanked =
        known.size() == ranked.size() && ranked.size() < WaitlistConfig.WAITLIST_LOOK;
    Optional<RequestNumber> last =
        known.isEmpty() ? Optional.empty() : Optional.of(known.lastKey());
    reviewed.forEach(candidate -> known.put(candidate.holder().wonBy(), candidate));
    // Behind the last with a rank who was seen, another one with a rank may come first.
    Map<Boolean, List<Candidate>> byHorizon =
        known.values().stream()
            .collect(partitioningBy(candidate -> areAllRanked || isUpTo(candidate, last)));
    return new Waitlist(byHorizon.get(true), areAllRanked, byHorizon.get(false));
  }

  private static boolean isUpTo(Candidate candidate, Optional<RequestNumber> last) {
    return last.filter(number -> candidate.holder().wonBy().compareTo(number) <= 0).isPresent();
  }
}
