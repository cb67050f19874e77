package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Cohort;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A section may be for some cohorts only. */
public record CohortMatch() implements StudentRule {

  @Override
  public RefusalRule name() {
    return RefusalRule.OTHER_COHORT;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    if (offer.cohorts().isEmpty() || offer.cohorts().stream().anyMatch(student::isIn)) {
      return Optional.empty();
    }
    return Optional.of(
        Map.of(
            "cohorts",
            Names.joined(offer.cohorts().stream().map(CohortMatch::text).sorted().toList()),
            "year",
            student.year(),
            "department",
            student.department()));
  }

  /** Such as {@code CSE/2}: what must be so, without words of any language. */
  private static String text(Cohort cohort) {
    String year = cohort.year().isPresent() ? Integer.toString(cohort.year().getAsInt()) : "";
    return Stream.of(cohort.department().orElse(""), year, cohort.group().orElse(""))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }
}
