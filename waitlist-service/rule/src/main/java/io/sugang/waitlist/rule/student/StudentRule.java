package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.util.Map;
import java.util.Optional;

/** Something that must be true of a student before a section of a term gives a seat. */
public sealed interface StudentRule
    permits InWindow,
        Unheld,
        CohortMatch,
        NotPassedYet,
        Prerequisites,
        Corequisites,
        NoTimeConflict,
        CreditLimit,
        WithinBundle {

  /** What breaks it, as API and journal name it. */
  RefusalRule name();

  /**
   * Why the student may not have a seat, as the facts that say so; empty if this rule does not
   * mind.
   */
  Optional<Map<String, Object>> violation(StudentFacts student, Offer offer);
}
