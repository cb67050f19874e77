package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.text.ReadableTime;
import io.sugang.waitlist.rule.Reserve;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** Rows of the seats that sections keep for cohorts. */
final class ReserveRows {

  /** All that a section keeps, or kept until a moment ago, in their order. */
  static final String OF_SECTION =
      """
      SELECT r.id, r.year, r.department_id, r.group_name, r.seats, r.taken, r.until_at, t.zone,
        r.until_at <= UTC_TIMESTAMP(3) AS has_ended
      FROM section_reserve r JOIN section s ON s.id = r.section_id JOIN term t ON t.id = s.term_id
      WHERE r.section_id = ? AND r.released = FALSE ORDER BY r.position\
      """;

  /**
   * Whether a student {@code s} is in a cohort: its year, department and group, each twice, and 0
   * or empty if it may be any.
   */
  static final String IS_IN_COHORT =
      """
      (? = 0 OR s.year = ?) AND (? = '' OR s.department_id = ?)
        AND (? = '' OR EXISTS (SELECT 1 FROM student_group g WHERE g.student_id = s.id AND g.name = ?))\
      """;

  /** Sections whose seats are kept no more, and whose waitlists were not looked at since. */
  static final String TO_RELEASE =
      "SELECT section_id FROM section_reserve WHERE released = FALSE AND until_at <= UTC_TIMESTAMP(3)";

  private ReserveRows() {}

  /** The values of {@link #IS_IN_COHORT}. */
  static List<Object> values(Cohort cohort) {
    int year = cohort.year().orElse(0);
    String department = cohort.department().orElse("");
    String group = cohort.group().orElse("");
    return List.of(year, year, department, department, group, group);
  }

  static boolean hasEnded(Row row) {
    return row.getInteger("has_ended") == 1;
  }

  static Reserve reserve(Row row) {
    return new Reserve(
        row.getLong("id"),
        Cohort.of(
            row.getInteger("year"), row.getString("department_id"), row.getString("group_name")),
        row.getInteger("seats"),
        row.getInteger("taken"),
        Sql.instant(row.getLocalDateTime("until_at"))
            .atZone(ReadableTime.zone(row.getString("zone"))));
  }
}
