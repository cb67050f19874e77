package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.waitlist.rule.student.InvalidRuleException.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which student rules apply in a term, in the order in which they are told: what the student can
 * change least comes first.
 */
public final class RuleBook {

  /** No rule applies: seats go by number alone. */
  public static final RuleBook EMPTY = new RuleBook(List.of());

  /** In the order of evaluation, each with how it is made of its parameters. */
  private static final List<Kind> KINDS =
      List.of(
          new Kind(RefusalRule.OUTSIDE_WINDOW, Set.of(), _ -> new InWindow()),
          new Kind(RefusalRule.HOLD, Set.of(), _ -> new Unheld()),
          new Kind(RefusalRule.OTHER_COHORT, Set.of(), _ -> new CohortMatch()),
          new Kind(RefusalRule.ALREADY_PASSED, Set.of("retakeUpTo"), RuleBook::notPassedYet),
          new Kind(RefusalRule.PREREQUISITE_MISSING, Set.of(), _ -> new Prerequisites()),
          new Kind(RefusalRule.COREQUISITE_MISSING, Set.of(), _ -> new Corequisites()),
          new Kind(RefusalRule.TIME_CONFLICT, Set.of(), _ -> new NoTimeConflict()),
          new Kind(
              RefusalRule.CREDIT_LIMIT,
              Set.of("countsWaitlisted", "byGradeAverage"),
              RuleBook::creditLimit),
          new Kind(RefusalRule.BUNDLE_SATISFIED, Set.of(), _ -> new WithinBundle()));

  private static final int MOST_BANDS = 10;
  private static final int MOST_CREDITS = 60;

  private final List<StudentRule> rules;
  private final Set<RefusalRule> names;

  private RuleBook(List<StudentRule> rules) {
    this.rules = List.copyOf(rules);
    this.names = rules.stream().map(StudentRule::name).collect(Collectors.toUnmodifiableSet());
  }

  private record Kind(
      RefusalRule name, Set<String> parameters, Function<RuleParameters, StudentRule> of) {}

  /**
   * A rule book of rules by name, each with its parameters by name.
   *
   * @throws InvalidRuleException if there is no such rule or parameter, or a value can't be
   */
  public static RuleBook of(Map<String, ?> rules) {
    Set<String> unknown = new TreeSet<>(rules.keySet());
    KINDS.forEach(kind -> unknown.remove(kind.name().wireName()));
    if (!unknown.isEmpty()) {
      throw new InvalidRuleException(unknown.iterator().next(), Expected.KNOWN_NAME);
    }
    var made = new ArrayList<StudentRule>();
    for (Kind kind : KINDS) {
      String name = kind.name().wireName();
      if (rules.containsKey(name)) {
        made.add(kind.of().apply(RuleParameters.of(name, rules.get(name), kind.parameters())));
      }
    }
    return new RuleBook(made);
  }

  private static StudentRule notPassedYet(RuleParameters parameters) {
    return new NotPassedYet(parameters.decimal("retakeUpTo"));
  }

  private static StudentRule creditLimit(RuleParameters parameters) {
    List<CreditLimit.Band> bands =
        parameters.objects("byGradeAverage", Set.of("from", "more"), MOST_BANDS).stream()
            .map(
                band ->
                    new CreditLimit.Band(
                        band.requiredDecimal("from"),
                        band.requiredInteger("more", 1, MOST_CREDITS)))
            .toList();
    return new CreditLimit(parameters.flag("countsWaitlisted"), bands);
  }

  /** The rules that a book may have, in their order. */
  public static List<RefusalRule> known() {
    return KINDS.stream().map(Kind::name).toList();
  }

  /** Whether no rule applies. */
  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whether any of these rules applies. */
  public boolean hasAnyOf(RefusalRule... some) {
    return Set.of(some).stream().anyMatch(names::contains);
  }

  /** Where what a student wins or gives back in a section may matter, by these rules. */
  public enum Reach {
    /** On waitlists of the same course. */
    COURSE,
    /** On all waitlists of the term. */
    SEATS,
    /** There, too; and places on waitlists matter as seats do. */
    PLACES
  }

  /** Where seats and places matter elsewhere. */
  public Reach reach() {
    if (countsPlaces()) {
      return Reach.PLACES;
    }
    return hasAnyOf(
            RefusalRule.TIME_CONFLICT,
            RefusalRule.CREDIT_LIMIT,
            RefusalRule.COREQUISITE_MISSING,
            RefusalRule.BUNDLE_SATISFIED)
        ? Reach.SEATS
        : Reach.COURSE;
  }

  /** Whether places on waitlists count as seats do. */
  public boolean countsPlaces() {
    return rules.stream()
        .anyMatch(rule -> rule instanceof CreditLimit limit && limit.countsWaitlisted());
  }

  /** Of which courses these rules must know whether a student passed them, to give a seat. */
  public Set<String> coursesThatMatter(Offer offer) {
    var courses = new TreeSet<String>();
    if (names.contains(RefusalRule.ALREADY_PASSED)) {
      courses.add(offer.course());
    }
    if (names.contains(RefusalRule.PREREQUISITE_MISSING)) {
      offer.prerequisites().forEach(courses::addAll);
    }
    if (names.contains(RefusalRule.COREQUISITE_MISSING)) {
      offer.corequisites().forEach(courses::addAll);
    }
    return courses;
  }

  /** Every rule that a student would break by a seat, but for those exempted from, in order. */
  public List<Violation> violations(StudentFacts student, Offer offer) {
    var violations = new ArrayList<Violation>();
    for (StudentRule rule : rules) {
      if (!student.exemptions().contains(rule.name())) {
        rule.violation(student, offer)
            .ifPresent(facts -> violations.add(new Violation(rule.name(), facts)));
      }
    }
    return violations;
  }
}
