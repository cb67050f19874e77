package io.sugang.waitlist.rule.student;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Students of a kind; empty: any.
 *
 * @param year of study
 * @param department whose programme they follow
 * @param group a named group that the registrar keeps
 */
public record Cohort(OptionalInt year, Optional<String> department, Optional<String> group) {

  boolean includes(StudentFacts student) {
    return (year.isEmpty() || year.getAsInt() == student.year())
        && (department.isEmpty() || department.get().equals(student.department()))
        && (group.isEmpty() || student.groups().contains(group.get()));
  }
}
