package io.sugang.enrollment.writer;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.office.Enrollment;
import io.sugang.contract.office.JournaledRequest;
import io.sugang.enrollment.database.EnrollmentColumns;
import io.sugang.enrollment.database.RequestColumns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The few reads that must see the last commit, from the writer endpoint. */
@ApplicationScoped
public class FreshReader {

  private final Enrollments enrollments;
  private final Requests requests;

  FreshReader(Enrollments enrollments, Requests requests) {
    this.enrollments = enrollments;
    this.requests = requests;
  }

  /** The seats that a student holds now. */
  @WithSession
  public Uni<List<Enrollment>> enrollments(StudentId id) {
    return enrollments
        .list("studentId = ?1 order by sectionId", id.value())
        .map(rows -> rows.stream().map(EnrollmentColumns::toEnrollment).toList());
  }

  /** One of a student's requests, or {@code null} if the journal has none. */
  @WithSession
  public Uni<JournaledRequest> request(StudentId id, String section, long number) {
    return requests
        .find("studentId = ?1 and sectionId = ?2 and number = ?3", id.value(), section, number)
        .firstResult()
        .map(row -> row == null ? null : row.toRequest());
  }

  @ApplicationScoped
  static class Enrollments implements PanacheRepositoryBase<EnrollmentNow, EnrollmentColumns.Key> {}

  @ApplicationScoped
  static class Requests implements PanacheRepositoryBase<RequestNow, RequestColumns.Key> {}
}
