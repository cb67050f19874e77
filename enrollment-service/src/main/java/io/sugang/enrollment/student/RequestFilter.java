package io.sugang.enrollment.student;

import io.quarkus.panache.common.Parameters;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.id.TermId;
import java.util.Optional;

/** Which of a student's requests are meant: those of one section, of one term, or all. */
record RequestFilter(Optional<SectionId> section, Optional<TermId> term) {

  /** An HQL query for them or for their number clashes, the latest first. */
  String query() {
    return "studentId = :student"
        + (section.isPresent() ? " and sectionId = :section" : "")
        + (term.isPresent()
            ? " and sectionId in (select s.id from SectionRow s where s.termId = :term)"
            : "")
        + " order by acceptedAt desc";
  }

  /** What the query's conditions compare with. */
  Parameters parameters(StudentId student) {
    Parameters parameters = Parameters.with("student", student.value());
    section.ifPresent(id -> parameters.and("section", id.value()));
    term.ifPresent(id -> parameters.and("term", id.value()));
    return parameters;
  }
}
