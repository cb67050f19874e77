package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.Reason;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.application.decide.SectionTransaction.Review;
import io.sugang.waitlist.rule.Candidate;
import io.sugang.waitlist.rule.Holder;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Rows of the waitlist. */
final class WaitlistRows {

  /** Skipped for good, until an operator asks for another try. */
  static final String FAILED = DeadLetterCause.PROMOTION_FAILED.wireName();

  /** An operator asks for another try. */
  static final String RETRY = "retry";

  /** Who has a rank: its section, and how many. */
  static final String RANKED =
      """
      SELECT number, student_id FROM waitlist_entry
      WHERE section_id = ? AND skipped IS NULL ORDER BY number LIMIT ?\
      """;

  /** Whose eligibility may have changed: its section, and how many. */
  static final String TO_REVIEW =
      """
      SELECT r.student_id, w.number, w.skipped FROM waitlist_review r
      LEFT JOIN waitlist_entry w ON w.section_id = r.section_id AND w.student_id = r.student_id
      WHERE r.section_id = ? ORDER BY w.number LIMIT ?\
      """;

  /** Has a place on the waitlist reviewed: its section and number. */
  static final String MAKE_REVIEWED =
      """
      INSERT INTO waitlist_review (section_id, student_id)
      SELECT w.section_id, w.student_id FROM waitlist_entry w WHERE w.section_id = ? AND w.number = ?
      ON DUPLICATE KEY UPDATE student_id = VALUES(student_id)\
      """;

  private WaitlistRows() {}

  /**
   * @param max how many were asked for
   */
  static Review review(RowSet<Row> rows, int max) {
    var students = new HashSet<StudentId>();
    var candidates = new ArrayList<Candidate>();
    for (Row row : rows) {
      students.add(new StudentId(row.getString("student_id")));
      String skipped = row.getString("skipped");
      if (row.getLong("number") != null && !FAILED.equals(skipped)) {
        candidates.add(
            new Candidate(
                holder(row),
                skipped == null,
                Optional.ofNullable(skipped).filter(why -> !why.equals(RETRY)).map(Reason::of)));
      }
    }
    return new Review(students, candidates, rows.size() < max);
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
