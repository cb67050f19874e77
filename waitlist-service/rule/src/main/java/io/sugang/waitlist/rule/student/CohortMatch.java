package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Cohort;
import java.util.Map;
import java.util.Optional;

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
            FactText.names(offer.cohorts().stream().map(Cohort::code).sorted().toList()),
            "year",
            student.year(),
            "department",
            student.department()));
  }
}
