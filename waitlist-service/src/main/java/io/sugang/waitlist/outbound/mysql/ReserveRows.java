package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.text.ReadableTime;
import io.sugang.waitlist.rule.Reserve;
import io.vertx.mutiny.sqlclient.Row;

/** Rows of the seats that sections keep for cohorts. */
final class ReserveRows {

  /** All that a section keeps, or kept until a moment ago, in their order. */
  static final String OF_SECTION =
      """
      SELECT r.id, r.year, r.department_id, r.group_name, r.seats, r.taken, r.until_at, t.zone,
        r.until_at <= UTC_TIMESTAMP(3) AS has_ended
      FROM section_reserve r JOIN section s ON s.id = r.section_id JOIN term t ON t.id = s.term_id
      WHERE r.section_id = ? AND NOT r.released ORDER BY r.position\
      """;

  /** Sections whose seats are kept no more, and whose waitlists were not looked at since. */
  static final String TO_RELEASE =
      "SELECT section_id FROM section_reserve WHERE NOT released AND until_at <= UTC_TIMESTAMP(3)";

  private ReserveRows() {}

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
