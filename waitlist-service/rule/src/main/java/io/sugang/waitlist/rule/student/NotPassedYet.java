package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was passed is not taken again, unless with a poor grade.
 *
 * @param retakeUpTo the best grade with which a passed course may be taken again; empty: with none
 */
public record NotPassedYet(Optional<BigDecimal> retakeUpTo) implements StudentRule {

  @Override
  public RefusalRule name() {
    return RefusalRule.ALREADY_PASSED;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    BigDecimal grade = student.passed().get(offer.course());
    if (grade == null || retakeUpTo.filter(most -> grade.compareTo(most) <= 0).isPresent()) {
      return Optional.empty();
    }
    var facts = new HashMap<String, Object>();
    facts.put("course", offer.course());
    facts.put("grade", grade);
    retakeUpTo.ifPresent(most -> facts.put("retakeUpTo", most));
    return Optional.of(facts);
  }
}
