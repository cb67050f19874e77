package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.rule.Seat;
import io.sugang.waitlist.rule.Swapped;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of seats that students hold. */
final class SeatRows {

  private static final String HELD =
      "SELECT student_id, section_id, number, reserve_id FROM enrollment WHERE ";

  /** In a section. */
  static final String IN_SECTION = HELD + "section_id = ?";

  /** In a term, and a course of it. */
  static final String IN_COURSE = HELD + "term_id = ? AND course_id = ?";

  /** In a term. */
  static final String IN_TERM = HELD + "term_id = ?";

  /** In a section, won by swaps. */
  static final String SWAPPED =
      """
      SELECT number, source_section_id, enrolled_at
      FROM enrollment JOIN request USING (section_id, number, student_id)
      WHERE type = '%s' AND section_id = ?\
      """
          .formatted(RequestType.SWAP);

  private SeatRows() {}

  static Map<RequestNumber, Swapped> swapped(RowSet<Row> rows) {
    var swapped = new HashMap<RequestNumber, Swapped>();
    rows.forEach(
        row ->
            swapped.put(
                new RequestNumber(row.getLong("number")),
                new Swapped(
                    new SectionId(row.getString("source_section_id")),
                    Sql.instant(row.getLocalDateTime("enrolled_at")))));
    return swapped;
  }

  /** Seats of one course; nobody has two. */
  static Map<StudentId, Seat> ofOneCourse(RowSet<Row> rows) {
    var seats = new HashMap<StudentId, Seat>();
    rows.forEach(row -> seats.put(student(row), seat(row)));
    return seats;
  }

  static Map<StudentId, List<Seat>> byStudent(RowSet<Row> rows) {
    var seats = new HashMap<StudentId, List<Seat>>();
    rows.forEach(row -> seats.computeIfAbsent(student(row), _ -> new ArrayList<>()).add(seat(row)));
    return seats;
  }

  private static StudentId student(Row row) {
    return new StudentId(row.getString("student_id"));
  }

  private static Seat seat(Row row) {
    return new Seat(
        new SectionId(row.getString("section_id")),
        new RequestNumber(row.getLong("number")),
        row.getLong("reserve_id"));
  }
}
