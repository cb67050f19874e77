package io.sugang.waitlist.rule;

import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.rule.student.Eligibility;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the rules need to know of a batch's students, read under their locks.
 *
 * @param known students of whom there is a record
 * @param seatsInCourse the seat that a student holds in any section of the course
 * @param sources seats in other sections that students of the batch would give up, as far as they
 *     hold them
 * @param swapped the section's seats that students of the batch won by swaps, by the number of
 *     those
 * @param waiting the students' places on the section's waitlist
 * @param waitlist as much of it as the batch may need
 * @param memberships in which cohorts the students are; empty if the section keeps no seats
 * @param releasesAtOnce whether a seat that is given back is free at once
 * @param eligibility who may have a seat, by the student rules
 */
public record Facts(
    Set<StudentId> known,
    Map<StudentId, Seat> seatsInCourse,
    Map<StudentId, List<Seat>> sources,
    Map<RequestNumber, Swapped> swapped,
    Map<StudentId, WaitlistEntry> waiting,
    Waitlist waitlist,
    Map<StudentId, Membership> memberships,
    boolean releasesAtOnce,
    Eligibility eligibility) {

  /** Of these students nothing else is known. */
  public static Facts of(Set<StudentId> known, Waitlist waitlist) {
    return new Facts(
        known,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        waitlist,
        Map.of(),
        true,
        Eligibility.EVERYBODY);
  }

  public Facts {
    known = Set.copyOf(known);
    seatsInCourse = Map.copyOf(seatsInCourse);
    sources = Map.copyOf(sources);
    swapped = Map.copyOf(swapped);
    waiting = Map.copyOf(waiting);
    memberships = Map.copyOf(memberships);
  }
}
