package io.sugang.waitlist.rule.student;

import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.id.SectionId;
import java.util.List;
import java.util.Set;

/**
 * What the student rules know of a section.
 *
 * @param credits of its course, 0 or more
 * @param prerequisites of each set one course must have been passed
 * @param corequisites of each set one course must have been passed, or be taken in the same term
 * @param cohorts who may take it; empty: everybody
 * @param windows when they may ask for it
 */
public record Offer(
    SectionId section,
    String course,
    int credits,
    List<Meeting> meetings,
    List<Set<String>> prerequisites,
    List<Set<String>> corequisites,
    List<Cohort> cohorts,
    TermWindows windows) {

  public Offer {
    meetings = List.copyOf(meetings);
    prerequisites = List.copyOf(prerequisites);
    corequisites = List.copyOf(corequisites);
    cohorts = List.copyOf(cohorts);
  }
}
