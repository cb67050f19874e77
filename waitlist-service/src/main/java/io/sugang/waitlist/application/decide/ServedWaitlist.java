package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import java.util.List;
import java.util.Set;

/** The part of a section's waitlist that a batch may serve. */
final class ServedWaitlist {

  private ServedWaitlist() {}

  /** Whether somebody on the waitlist may get a seat before, or between, these requests. */
  static boolean mayServe(Section section, List<LineRequest> batch) {
    return mayServe(section.capacity() - section.taken(), section.waitlisted(), batch);
  }

  private static boolean mayServe(int free, int waitlisted, List<LineRequest> batch) {
    return waitlisted > 0 && (free > 0 || batch.stream().anyMatch(DropRequested.class::isInstance));
  }

  /**
   * Those on the waitlist who are locked; whoever comes up meanwhile is seen by the next batch.
   *
   * @param takesDue whether the batch looks at whose eligibility changed
   * @param locked students
   */
  static Waitlist read(
      SectionTransaction transaction,
      SectionTransaction.Look.Locked section,
      boolean takesDue,
      List<LineRequest> batch,
      Set<StudentId> locked) {
    if (section.due() && !takesDue) {
      return Waitlist.UNKNOWN;
    }
    Section seats = section.section();
    Waitlist changes = takesDue ? transaction.changedEligibility(seats.id()) : Waitlist.NOBODY;
    int free = seats.capacity() - seats.taken();
    int waitlisted = seats.waitlisted() + changes.toResume().size();
    if (!mayServe(free, waitlisted, batch)) {
      return changes;
    }
    List<Holder> eligible = transaction.eligible(seats.id(), WaitlistConfig.WAITLIST_LOOK);
    List<Holder> first =
        eligible.stream().takeWhile(holder -> locked.contains(holder.student())).toList();
    return new Waitlist(
        first,
        first.size() == eligible.size() && eligible.size() < WaitlistConfig.WAITLIST_LOOK,
        changes.toSkip(),
        changes.toResume());
  }
}
