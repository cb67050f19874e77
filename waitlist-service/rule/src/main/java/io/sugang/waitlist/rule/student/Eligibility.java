package io.sugang.waitlist.rule.student;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may have a seat in a section, by the student rules.
 *
 * @param students of whom the rules know what they need
 */
public record Eligibility(RuleBook book, Offer offer, Map<StudentId, StudentFacts> students) {

  /** No student rule applies. */
  public static final Eligibility EVERYBODY = new Eligibility(RuleBook.EMPTY, null, Map.of());

  public Eligibility {
    students = Map.copyOf(students);
  }

  /**
   * Every rule that keeps somebody on the waitlist from a seat, in the rule book's order.
   *
   * @param givenUp the section of the seat that is given up for it
   */
  public List<Violation> violations(StudentId student, Optional<SectionId> givenUp) {
    return violations(student, givenUp, Optional.empty());
  }

  /**
   * Every rule that a request which was accepted then would break, in the rule book's order.
   *
   * @param givenUp the section of the seat that is given up for it
   */
  public List<Violation> violations(
      StudentId student, Optional<SectionId> givenUp, Instant acceptedAt) {
    return violations(student, givenUp, Optional.of(acceptedAt));
  }

  private List<Violation> violations(
      StudentId student, Optional<SectionId> givenUp, Optional<Instant> acceptedAt) {
    if (book.isEmpty()) {
      return List.of();
    }
    StudentFacts facts = students.get(student);
    StudentFacts before = givenUp.map(facts::without).orElse(facts);
    return book.violations(acceptedAt.map(before::asking).orElse(before), offer);
  }
}
