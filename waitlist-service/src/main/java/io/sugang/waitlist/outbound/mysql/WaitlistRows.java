package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Refusal;
import io.sugang.waitlist.rule.Skip;
import io.sugang.waitlist.rule.Waitlist;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Rows of the waitlist. */
final class WaitlistRows {

  /** Skipped for good, until an operator asks for another try. */
  static final String FAILED = DeadLetterCause.PROMOTION_FAILED.wireName();

  /** An operator asks for another try. */
  static final String RETRY = "retry";

  /** Who holds a seat in another section of the course can't take one here. */
  static final String ELIGIBLE =
      """
      SELECT w.number, w.student_id FROM waitlist_entry w
      JOIN section s ON s.id = w.section_id
      LEFT JOIN enrollment e
        ON e.student_id = w.student_id AND e.term_id = s.term_id AND e.course_id = s.course_id
      WHERE w.section_id = ? AND e.student_id IS NULL AND COALESCE(w.skipped, '') <> '%s'
      ORDER BY w.number LIMIT ?\
      """
          .formatted(FAILED);

  /** Whose eligibility is another than the row says. */
  static final String CHANGED =
      """
      SELECT w.number, w.student_id, w.skipped, e.section_id AS holds FROM waitlist_entry w
      JOIN section s ON s.id = w.section_id
      LEFT JOIN enrollment e
        ON e.student_id = w.student_id AND e.term_id = s.term_id AND e.course_id = s.course_id
      WHERE w.section_id = ? AND COALESCE(w.skipped, '') <> '%s'
        AND IF(e.student_id IS NULL, w.skipped IS NOT NULL, COALESCE(w.skipped, '') <> '%s')
      ORDER BY w.number LIMIT ?\
      """
          .formatted(FAILED, RefusalRule.COURSE_ALREADY_TAKEN);

  private WaitlistRows() {}

  static Waitlist changes(RowSet<Row> rows) {
    var toSkip = new ArrayList<Skip>();
    var toResume = new ArrayList<Holder>();
    for (Row row : rows) {
      Holder holder = holder(row);
      String holds = row.getString("holds");
      if (holds == null) {
        toResume.add(holder);
      } else {
        toSkip.add(
            new Skip(
                holder,
                new Refusal.CourseAlreadyTaken(new SectionId(holds)),
                row.getString("skipped") == null));
      }
    }
    return new Waitlist(List.of(), true, toSkip, toResume);
  }

  static List<Holder> holders(RowSet<Row> rows) {
    var holders = new ArrayList<Holder>(rows.size());
    rows.forEach(row -> holders.add(holder(row)));
    return holders;
  }

  private static Holder holder(Row row) {
    return new Holder(
        new RequestNumber(row.getLong("number")), new StudentId(row.getString("student_id")));
  }
}
