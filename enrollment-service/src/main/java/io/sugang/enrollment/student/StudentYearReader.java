package io.sugang.enrollment.student;

import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.StudentYear;
import io.sugang.contract.enrollment.StudentYearChanges;
import io.sugang.contract.id.StudentId;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.database.ReaderSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;

/**
 * Years of all students in the order of their changes, from the reader endpoint, so that gateways
 * keep a copy; looked up at most once a second however many ask.
 */
@ApplicationScoped
public class StudentYearReader {

  private static final int PAGE = 20_000;

  private final Students students;
  private final EnrollmentConfig config;

  StudentYearReader(Students students, EnrollmentConfig config) {
    this.students = students;
    this.config = config;
  }

  /**
   * The next changes, {@value #PAGE} at most.
   *
   * @param cursor after which
   */
  @CacheResult(cacheName = "student-years")
  public Uni<StudentYearChanges> changes(Cursor cursor) {
    return ReaderSession.ask(
        config.copyTimeout(),
        () ->
            students
                .now()
                .flatMap(
                    now ->
                        students
                            .find(
                                "changedAt > ?1 or (changedAt = ?1 and id > ?2) order by changedAt, id",
                                cursor.changedAt(),
                                cursor.student())
                            .range(0, PAGE - 1)
                            .list()
                            .map(rows -> changes(cursor, rows, now))));
  }

  private StudentYearChanges changes(Cursor cursor, List<StudentRow> rows, LocalDateTime now) {
    boolean more = rows.size() == PAGE;
    return new StudentYearChanges(
        rows.stream().map(row -> new StudentYear(row.id, row.year)).toList(),
        rows.isEmpty() ? cursor.text() : next(rows.getLast(), more, now).text(),
        more);
  }

  /** What was changed lately is looked at again, for changes that it overtook. */
  private Cursor next(StudentRow last, boolean more, LocalDateTime now) {
    return more || last.changedAt.isBefore(now.minus(config.commitsOvertaken()))
        ? new Cursor(last.changedAt, last.id)
        : new Cursor(last.changedAt.minus(config.commitsOvertaken()), "");
  }

  /** A place in the order of changes. */
  public record Cursor(LocalDateTime changedAt, String student) {

    private static final Cursor BEGINNING = new Cursor(LocalDateTime.of(1970, 1, 1, 0, 0), "");

    /**
     * The place that {@link StudentYearChanges#next} named; empty: the beginning.
     *
     * @throws IllegalArgumentException if it names none
     */
    public static Cursor of(String text) {
      if (text.isEmpty()) {
        return BEGINNING;
      }
      int end = text.indexOf('_');
      if (end < 0) {
        throw new IllegalArgumentException("no place");
      }
      String student = text.substring(end + 1);
      try {
        return new Cursor(
            LocalDateTime.parse(text.substring(0, end)),
            student.isEmpty() ? student : new StudentId(student).value());
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("no time", e);
      }
    }

    String text() {
      return changedAt + "_" + student;
    }
  }

  @ApplicationScoped
  static class Students implements PanacheRepositoryBase<StudentRow, String> {

    /** By the database's clock, which stamps the changes. */
    Uni<LocalDateTime> now() {
      return getSession()
          .flatMap(
              session ->
                  session
                      .createNativeQuery("SELECT CURRENT_TIMESTAMP(3)", LocalDateTime.class)
                      .getSingleResult());
    }
  }
}
