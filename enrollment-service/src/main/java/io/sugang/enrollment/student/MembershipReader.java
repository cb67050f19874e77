package io.sugang.enrollment.student;

import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.enrollment.MembershipChanges;
import io.sugang.contract.id.StudentId;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.database.GroupColumns;
import io.sugang.enrollment.database.ReaderSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/**
 * Cohorts of all students in the order of their changes, from the reader endpoint, so that gateways
 * keep a copy; looked up at most once a second however many ask.
 */
@ApplicationScoped
public class MembershipReader {

  private static final int PAGE = 20_000;

  private final Students students;
  private final Groups groups;
  private final EnrollmentConfig config;

  MembershipReader(Students students, Groups groups, EnrollmentConfig config) {
    this.students = students;
    this.groups = groups;
    this.config = config;
  }

  /**
   * The next changes, {@value #PAGE} at most.
   *
   * @param cursor after which
   */
  @CacheResult(cacheName = "student-years")
  public Uni<MembershipChanges> changes(Cursor cursor) {
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
                            .flatMap(
                                rows ->
                                    groupsOf(cursor, rows)
                                        .map(of -> changes(cursor, rows, of, now)))));
  }

  /** By student: of the page's, which are too many to name. */
  private Uni<Map<String, List<String>>> groupsOf(Cursor after, List<StudentRow> page) {
    if (page.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    StudentRow last = page.getLast();
    return groups
        .list(
            """
            studentId in (select s.id from StudentRow s
              where (s.changedAt > ?1 or (s.changedAt = ?1 and s.id > ?2))
                and (s.changedAt < ?3 or (s.changedAt = ?3 and s.id <= ?4)))\
            """,
            after.changedAt(),
            after.student(),
            last.changedAt,
            last.id)
        .map(GroupColumns::byStudent);
  }

  private MembershipChanges changes(
      Cursor cursor, List<StudentRow> rows, Map<String, List<String>> groups, LocalDateTime now) {
    boolean more = rows.size() == PAGE;
    return new MembershipChanges(
        rows.stream()
            .map(
                row ->
                    new Membership(
                        row.id, row.year, row.departmentId, groups.getOrDefault(row.id, List.of())))
            .toList(),
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
     * The place that {@link MembershipChanges#next} named; empty: the beginning.
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
  static class Groups implements PanacheRepositoryBase<GroupRow, GroupColumns.Key> {}

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
