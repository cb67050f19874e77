package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.domain.Place;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Rows of the waitlist. */
final class WaitlistRows {

  /** Who holds a seat in another section of the course can't take one here, and keeps the rank. */
  static final String ELIGIBLE =
      """
      SELECT w.number, w.student_id FROM waitlist_entry w
      JOIN section s ON s.id = w.section_id
      LEFT JOIN enrollment e
        ON e.student_id = w.student_id AND e.term_id = s.term_id AND e.course_id = s.course_id
      WHERE w.section_id = ? AND e.student_id IS NULL ORDER BY w.number LIMIT ?\
      """;

  private WaitlistRows() {}

  static List<Place> places(RowSet<Row> rows) {
    var places = new ArrayList<Place>(rows.size());
    rows.forEach(
        row ->
            places.add(
                new Place(
                    new RequestNumber(row.getLong("number")),
                    new StudentId(row.getString("student_id")))));
    return places;
  }
}
