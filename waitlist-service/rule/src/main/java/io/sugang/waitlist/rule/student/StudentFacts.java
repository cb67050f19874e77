package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.id.SectionId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the student rules know of a student, read under the student's lock.
 *
 * @param year of study, 1 or more
 * @param department whose programme the student follows
 * @param maxCredits what the registrar lets the student take in a term, before the average counts
 * @param gradeAverage so far; empty if there is none
 * @param groups named groups that the student belongs to
 * @param holds why the student may not register at all, by code
 * @param passed courses with the best grade
 * @param seats in other sections of the term
 * @param places on the waitlists of other sections of the term, those with a rank
 * @param bundles of the student's cart
 * @param exemptions rules that the registrar exempts the student from in this section
 * @param askedAt when the request was accepted that is judged; empty if a place on the waitlist is
 */
public record StudentFacts(
    int year,
    String department,
    int maxCredits,
    Optional<BigDecimal> gradeAverage,
    Set<String> groups,
    Set<String> holds,
    Map<String, BigDecimal> passed,
    List<Offer> seats,
    List<Offer> places,
    List<Bundle> bundles,
    Set<RefusalRule> exemptions,
    Optional<Instant> askedAt) {

  public StudentFacts {
    groups = Set.copyOf(groups);
    holds = Set.copyOf(holds);
    passed = Map.copyOf(passed);
    seats = List.copyOf(seats);
    places = List.copyOf(places);
    bundles = List.copyOf(bundles);
    exemptions = Set.copyOf(exemptions);
  }

  /** Whether the student belongs to a cohort. */
  boolean isIn(Cohort cohort) {
    return cohort.includes(year, department, groups);
  }

  /** The same of somebody whose request of that time is judged. */
  StudentFacts asking(Instant acceptedAt) {
    return with(seats, places, bundles, Optional.of(acceptedAt));
  }

  /** The same of somebody who has no seat in a section. */
  StudentFacts without(SectionId section) {
    return with(
        seats.stream().filter(seat -> !seat.section().equals(section)).toList(),
        places,
        bundles,
        askedAt);
  }

  /** The same of somebody who has those seats, too, and waits for them no more. */
  StudentFacts having(List<Offer> more) {
    return with(
        Stream.concat(seats.stream(), more.stream()).toList(),
        places.stream().filter(place -> !more.contains(place)).toList(),
        bundles,
        askedAt);
  }

  /** The same of somebody whose cart has those bundles. */
  public StudentFacts wanting(List<Bundle> others) {
    return with(seats, places, others, askedAt);
  }

  private StudentFacts with(
      List<Offer> otherSeats,
      List<Offer> otherPlaces,
      List<Bundle> otherBundles,
      Optional<Instant> otherTime) {
    return new StudentFacts(
        year,
        department,
        maxCredits,
        gradeAverage,
        groups,
        holds,
        passed,
        otherSeats,
        otherPlaces,
        otherBundles,
        exemptions,
        otherTime);
  }
}
