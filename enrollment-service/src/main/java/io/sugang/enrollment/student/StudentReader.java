package io.sugang.enrollment.student;

import static java.util.stream.Collectors.toMap;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Enrollment;
import io.sugang.contract.enrollment.JournaledRequest;
import io.sugang.contract.enrollment.StudentRecord;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.text.PlainText;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.database.EnrollmentColumns;
import io.sugang.enrollment.database.NumberClashColumns;
import io.sugang.enrollment.database.ReaderSession;
import io.sugang.enrollment.database.RequestColumns;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What students are, asked for and hold, from the reader endpoint. */
@ApplicationScoped
public class StudentReader {

  private final Students students;
  private final Enrollments enrollments;
  private final Requests requests;
  private final NumberClashes clashes;
  private final EnrollmentConfig config;

  StudentReader(
      Students students,
      Enrollments enrollments,
      Requests requests,
      NumberClashes clashes,
      EnrollmentConfig config) {
    this.students = students;
    this.enrollments = enrollments;
    this.requests = requests;
    this.clashes = clashes;
    this.config = config;
  }

  /** A student's record, or {@code null} if there is none. */
  public Uni<StudentRecord> find(StudentId id) {
    return ReaderSession.ask(
        config.readTimeout(),
        () ->
            students
                .findById(id.value())
                .onItem()
                .ifNotNull()
                .transformToUni(
                    student ->
                        enrollments.creditsByTerm(id).map(credits -> record(student, credits))));
  }

  private static StudentRecord record(StudentRow student, Map<String, Long> creditsUsed) {
    return new StudentRecord(
        student.id,
        PlainText.of(student.nameKo),
        PlainText.of(student.nameEn),
        student.language,
        student.year,
        student.departmentId,
        student.maxCredits,
        creditsUsed);
  }

  /** The seats that a student holds. */
  public Uni<List<Enrollment>> enrollments(StudentId id) {
    return ReaderSession.ask(
        config.readTimeout(),
        () ->
            enrollments
                .list("studentId = ?1 order by sectionId", id.value())
                .map(rows -> rows.stream().map(EnrollmentColumns::toEnrollment).toList()));
  }

  /**
   * A student's journaled requests that a filter lets through, the latest first, 200 at most. One
   * that lost its number to another's stands under the number of its receipt.
   */
  public Uni<List<JournaledRequest>> requests(StudentId id, RequestFilter filter) {
    return ReaderSession.ask(
        config.readTimeout(),
        () ->
            requests
                .find(filter.query(), filter.parameters(id))
                .range(0, JournaledRequest.MOST - 1)
                .list()
                .map(rows -> rows.stream().map(RequestColumns::toRequest).toList())
                .flatMap(
                    journaled ->
                        clashes
                            .list(filter.query(), filter.parameters(id))
                            .map(rows -> withClashes(journaled, rows))));
  }

  private static List<JournaledRequest> withClashes(
      List<JournaledRequest> journaled, List<NumberClashRow> clashes) {
    if (clashes.isEmpty()) {
      return journaled;
    }
    var all = new ArrayList<>(journaled);
    for (NumberClashRow clash : clashes) {
      Optional<JournaledRequest> renumbered =
          journaled.stream()
              .filter(
                  request ->
                      request.section().equals(clash.sectionId())
                          && clash.newNumber().equals(Optional.of(request.number())))
              .findFirst();
      renumbered.ifPresent(all::remove);
      all.add(renumbered.map(clash::toRequest).orElseGet(clash::toRequest));
    }
    all.sort(Comparator.comparing(JournaledRequest::acceptedAt).reversed());
    return all;
  }

  /** One of a student's requests, or {@code null} if the replica does not have it (yet). */
  public Uni<JournaledRequest> request(StudentId id, String section, long number) {
    return ReaderSession.ask(
        config.readTimeout(),
        () ->
            requests
                .find(
                    "studentId = ?1 and sectionId = ?2 and number = ?3",
                    id.value(),
                    section,
                    number)
                .firstResult()
                .map(row -> row == null ? null : row.toRequest()));
  }

  @ApplicationScoped
  static class Students implements PanacheRepositoryBase<StudentRow, String> {}

  @ApplicationScoped
  static class Enrollments implements PanacheRepositoryBase<EnrollmentRow, EnrollmentColumns.Key> {

    Uni<Map<String, Long>> creditsByTerm(StudentId id) {
      return getSession()
          .flatMap(
              session ->
                  session
                      .createSelectionQuery(
                          """
                          select e.termId, sum(c.credits) from EnrollmentRow e
                          join CourseRow c on c.id = e.courseId
                          where e.studentId = :student group by e.termId\
                          """,
                          Object[].class)
                      .setParameter("student", id.value())
                      .getResultList())
          .map(rows -> rows.stream().collect(toMap(row -> (String) row[0], row -> (Long) row[1])));
    }
  }

  @ApplicationScoped
  static class Requests implements PanacheRepositoryBase<RequestRow, RequestColumns.Key> {}

  @ApplicationScoped
  static class NumberClashes
      implements PanacheRepositoryBase<NumberClashRow, NumberClashColumns.Key> {}
}
