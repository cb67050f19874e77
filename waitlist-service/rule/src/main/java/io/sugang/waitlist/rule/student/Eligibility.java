package io.sugang.waitlist.rule.student;

import io.sugang.contract.id.StudentId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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

  /** Every rule that keeps somebody on the waitlist from a seat, in the rule book's order. */
  public List<Violation> violations(StudentId student) {
    return book.isEmpty() ? List.of() : book.violations(students.get(student), offer);
  }

  /** Every rule that a request which was accepted then would break, in the rule book's order. */
  public List<Violation> violations(StudentId student, Instant acceptedAt) {
    return book.isEmpty()
        ? List.of()
        : book.violations(students.get(student).asking(acceptedAt), offer);
  }
}
