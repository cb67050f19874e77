package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.queue.DeadLetterAttributes;
import io.sugang.waitlist.domain.Place;
import io.sugang.waitlist.domain.Refusal;
import io.sugang.waitlist.domain.Skip;
import io.sugang.waitlist.domain.Waitlist;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Rows of the waitlist. */
final class WaitlistRows {

  /** Skipped for good, until an operator asks for another try. */
  static final String FAILED = DeadLetterAttributes.PROMOTION_FAILED;

  /** An operator asks for another try. */
  static final String RETRY = "retry";

  /** Who holds a seat in another section of the course can't take one here. */
  static final String ELIGIBLE =
      """
      SELECT w.number, w.student_id FROM waitlist_entry w
      JOIN section s ON s.id = w.section_id
      LEFT JOIN enrollment e
        ON e.student_id = w.student_id AND e.term_id = s.term_id AND e.course_id = s.course_id
      WHERE w.section_id = ? AND e.student_id IS NULL AND COALESCE(w.skipped, '') <> 'promotion-failed'
      ORDER BY w.number LIMIT ?\
      """;

  /** Whose eligibility is another than the row says. */
  static final String CHANGED =
      """
      SELECT w.number, w.student_id, w.skipped, e.section_id AS holds FROM waitlist_entry w
      JOIN section s ON s.id = w.section_id
      LEFT JOIN enrollment e
        ON e.student_id = w.student_id AND e.term_id = s.term_id AND e.course_id = s.course_id
      WHERE w.section_id = ? AND COALESCE(w.skipped, '') <> 'promotion-failed'
        AND IF(e.student_id IS NULL, w.skipped IS NOT NULL, COALESCE(w.skipped, '') <> 'course-already-taken')
      ORDER BY w.number LIMIT ?\
      """;

  private WaitlistRows() {}

  static Waitlist changes(RowSet<Row> rows) {
    var toSkip = new ArrayList<Skip>();
    var toResume = new ArrayList<Place>();
    for (Row row : rows) {
      Place place = place(row);
      String holds = row.getString("holds");
      if (holds == null) {
        toResume.add(place);
      } else {
        toSkip.add(
            new Skip(
                place,
                new Refusal.CourseAlreadyTaken(new SectionId(holds)),
                row.getString("skipped") == null));
      }
    }
    return new Waitlist(List.of(), true, toSkip, toResume);
  }

  static List<Place> places(RowSet<Row> rows) {
    var places = new ArrayList<Place>(rows.size());
    rows.forEach(row -> places.add(place(row)));
    return places;
  }

  private static Place place(Row row) {
    return new Place(
        new RequestNumber(row.getLong("number")), new StudentId(row.getString("student_id")));
  }
}
