package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.util.Map;
import java.util.Optional;

/** What a course builds on must have been passed. */
public record Prerequisites() implements StudentRule {

  @Override
  public RefusalRule name() {
    return RefusalRule.PREREQUISITE_MISSING;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    return Missing.of(offer.prerequisites(), student.passed().keySet());
  }
}
