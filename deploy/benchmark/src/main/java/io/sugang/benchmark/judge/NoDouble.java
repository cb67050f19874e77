package io.sugang.benchmark.judge;

import io.sugang.benchmark.rows.EnrollmentRow;
import java.util.HashSet;
import java.util.Set;

/** P2: one student, one seat in a section, and in one section of a course. */
final class NoDouble {

  private record Seat(String student, String where) {}

  private NoDouble() {}

  static Verdict judge(Evidence evidence) {
    var findings = new Findings("P2", "no double seat");
    Set<Seat> sections = new HashSet<>();
    Set<Seat> courses = new HashSet<>();
    for (EnrollmentRow row : evidence.rows().enrollments()) {
      findings.checked(1);
      if (!sections.add(new Seat(row.student(), row.section()))) {
        findings.broken("%s: two seats in section %s".formatted(row.student(), row.section()));
      } else if (!courses.add(new Seat(row.student(), row.course()))) {
        findings.broken(
            "%s: seats in two sections of course %s".formatted(row.student(), row.course()));
      }
    }
    return findings.verdict();
  }
}
