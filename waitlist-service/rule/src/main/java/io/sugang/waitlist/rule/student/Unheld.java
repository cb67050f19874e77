package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Nobody registers who is held, for fees that are due, say. */
public record Unheld() implements StudentRule {

  @Override
  public RefusalRule name() {
    return RefusalRule.HOLD;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    return student.holds().isEmpty()
        ? Optional.empty()
        : Optional.of(Map.of("holds", FactText.names(new TreeSet<>(student.holds()))));
  }
}
