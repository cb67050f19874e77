package io.sugang.enrollment.fresh;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Enrollment;
import io.sugang.contract.enrollment.JournaledRequest;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.StudentId;
import io.sugang.enrollment.database.EnrollmentColumns;
import io.sugang.enrollment.database.GroupColumns;
import io.sugang.enrollment.database.NumberClashColumns;
import io.sugang.enrollment.database.RequestColumns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The few reads that must see the last commit, from the writer endpoint. */
@ApplicationScoped
public class FreshReader {

  private final Enrollments enrollments;
  private final Requests requests;
  private final NumberClashes clashes;
  private final Students students;
  private final Groups groups;

  FreshReader(
      Enrollments enrollments,
      Requests requests,
      NumberClashes clashes,
      Students students,
      Groups groups) {
    this.enrollments = enrollments;
    this.requests = requests;
    this.clashes = clashes;
    this.students = students;
    this.groups = groups;
  }

  /** The cohorts of those students of whom there is a record now. */
  @WithSession
  public Uni<List<Membership>> memberships(Collection<String> ids) {
    return students
        .list("id in ?1", ids)
        .flatMap(rows -> groups.list("studentId in ?1", ids).map(of -> memberships(rows, of)));
  }

  private static List<Membership> memberships(
      List<StudentOnWriter> students, List<GroupOnWriter> groups) {
    Map<String, List<String>> byStudent = GroupColumns.byStudent(groups);
    return students.stream()
        .map(
            student ->
                new Membership(
                    student.id,
                    student.year,
                    student.departmentId,
                    byStudent.getOrDefault(student.id, List.of())))
        .toList();
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
    return find(id, section, number)
        .flatMap(
            found ->
                found != null
                    ? Uni.createFrom().item(found)
                    : clashes
                        .find(
                            "studentId = ?1 and sectionId = ?2 and number = ?3",
                            id.value(),
                            section,
                            number)
                        .firstResult()
                        .onItem()
                        .ifNotNull()
                        .transformToUni(clash -> clashing(id, clash)));
  }

  private Uni<JournaledRequest> find(StudentId id, String section, long number) {
    return requests
        .find("studentId = ?1 and sectionId = ?2 and number = ?3", id.value(), section, number)
        .firstResult()
        .map(row -> row == null ? null : row.toRequest());
  }

  private Uni<JournaledRequest> clashing(StudentId id, NumberClashOnWriter clash) {
    return clash.newNumber().isEmpty()
        ? Uni.createFrom().item(clash.toRequest())
        : find(id, clash.sectionId(), clash.newNumber().get())
            .map(found -> found == null ? clash.toRequest() : clash.toRequest(found));
  }

  @ApplicationScoped
  static class Enrollments
      implements PanacheRepositoryBase<EnrollmentOnWriter, EnrollmentColumns.Key> {}

  @ApplicationScoped
  static class Requests implements PanacheRepositoryBase<RequestOnWriter, RequestColumns.Key> {}

  @ApplicationScoped
  static class NumberClashes
      implements PanacheRepositoryBase<NumberClashOnWriter, NumberClashColumns.Key> {}

  @ApplicationScoped
  static class Groups implements PanacheRepositoryBase<GroupOnWriter, GroupColumns.Key> {}

  @ApplicationScoped
  static class Students implements PanacheRepositoryBase<StudentOnWriter, String> {}
}
