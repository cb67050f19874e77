package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;

/**
 * What belongs beside a course must have been passed, or have a seat in the same term when this one
 * is given; whoever drops it later keeps this one.
 */
public record Corequisites() implements StudentRule {

  @Override
  public RefusalRule name() {
    return RefusalRule.COREQUISITE_MISSING;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    var had = new HashSet<>(student.passed().keySet());
    student.seats().forEach(seat -> had.add(seat.course()));
    return Missing.of(offer.corequisites(), had);
  }
}
