package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.SectionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What would be in the way if a student asked for the sections of a cart in its order, and got a
 * seat wherever nothing is. Used once.
 */
public final class CartOutlook {

  private final TermRules term;
  private final Map<SectionId, StudentFacts> facts;
  private final Map<SectionId, String> seats;
  private final Instant now;
  private final List<Wanted> given = new ArrayList<>();

  /** A section of the cart, and its course. */
  public record Wanted(SectionId section, String course) {}

  /**
   * What is in the way of one section.
   *
   * @param held whether the student has a seat in it already
   * @param alternative whether it is only needed if an earlier one of its bundle is not given
   * @param assumed those of the violations that are none as long as earlier sections are not given
   */
  public record Outlook(
      SectionId section,
      boolean held,
      boolean alternative,
      List<Violation> violations,
      Set<Violation> assumed) {
    public Outlook {
      violations = List.copyOf(violations);
      assumed = Set.copyOf(assumed);
    }
  }

  /**
   * @param term with an offer for each section of the cart, unless no rule applies
   * @param facts for a seat in each section; none if no rule applies
   * @param seats that the student has in the term, with their courses
   */
  public CartOutlook(
      TermRules term,
      Map<SectionId, StudentFacts> facts,
      Map<SectionId, String> seats,
      Instant now) {
    this.term = term;
    this.facts = facts;
    this.seats = seats;
    this.now = now;
  }

  /** The outlook for each section, in the cart's order. */
  public List<Outlook> of(List<Wanted> cart) {
    var outlooks = new ArrayList<Outlook>();
    for (Wanted wanted : cart) {
      outlooks.add(of(wanted));
    }
    return outlooks;
  }

  private Outlook of(Wanted wanted) {
    if (seats.containsKey(wanted.section())) {
      return new Outlook(wanted.section(), true, false, List.of(), Set.of());
    }
    List<Violation> rules = byRules(wanted, given);
    if (isSatisfied(rules)) {
      List<Wanted> others = withoutBundled(wanted);
      List<Violation> withoutBundle = byRules(wanted, others);
      if (!isSatisfied(withoutBundle)) {
        return outlook(wanted, true, violations(wanted, others, withoutBundle));
      }
    }
    List<Violation> violations = violations(wanted, given, rules);
    if (violations.isEmpty()) {
      given.add(wanted);
    }
    return outlook(wanted, false, violations);
  }

  private Outlook outlook(Wanted wanted, boolean isAlternative, List<Violation> violations) {
    if (violations.isEmpty()) {
      return new Outlook(wanted.section(), false, isAlternative, List.of(), Set.of());
    }
    Set<Violation> assumed = new HashSet<>(violations);
    violations(wanted, List.of(), byRules(wanted, List.of())).forEach(assumed::remove);
    return new Outlook(wanted.section(), false, isAlternative, violations, assumed);
  }

  private static boolean isSatisfied(List<Violation> violations) {
    return violations.stream().anyMatch(one -> one.rule() == RefusalRule.BUNDLE_SATISFIED);
  }

  /** Those given that share no bundle with a section. */
  private List<Wanted> withoutBundled(Wanted wanted) {
    return given.stream()
        .filter(
            earlier ->
                facts.get(wanted.section()).bundles().stream()
                    .filter(bundle -> bundle.sections().contains(wanted.section()))
                    .noneMatch(bundle -> bundle.sections().contains(earlier.section())))
        .toList();
  }

  /** A seat in another section of the course comes before all rules. */
  private List<Violation> violations(Wanted wanted, List<Wanted> earlier, List<Violation> rules) {
    var courses = new HashMap<SectionId, String>(seats);
    earlier.forEach(one -> courses.put(one.section(), one.course()));
    return courses.entrySet().stream()
        .filter(seat -> seat.getValue().equals(wanted.course()))
        .map(seat -> seat.getKey().value())
        .min(String::compareTo)
        .map(
            section ->
                List.of(
                    new Violation(RefusalRule.COURSE_ALREADY_TAKEN, Map.of("section", section))))
        .orElse(rules);
  }

  private List<Violation> byRules(Wanted wanted, List<Wanted> earlier) {
    if (term.book().isEmpty()) {
      return List.of();
    }
    Offer offer = term.offers().get(wanted.section());
    StudentFacts student =
        facts
            .get(wanted.section())
            .having(earlier.stream().map(one -> term.offers().get(one.section())).toList());
    return term.book().violations(student.asking(offer.windows().nextOpening(student, now)), offer);
  }
}
