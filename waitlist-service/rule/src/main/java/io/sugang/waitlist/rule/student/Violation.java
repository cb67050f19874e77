package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.util.Map;

/** A rule that a student would break, and the facts that say so. */
public record Violation(RefusalRule rule, Map<String, Object> facts) {

  public Violation {
    facts = Map.copyOf(facts);
  }
}
