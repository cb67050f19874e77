package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.SeatRequested.Source;
import io.sugang.waitlist.rule.Candidate;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.WaitlistEntry;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of the waitlist. */
final class WaitlistRows {

  /** Skipped for good, until an operator asks for another try. */
  static final String FAILED = DeadLetterCause.PROMOTION_FAILED.wireName();

  /** An operator asks for another try. */
  static final String RETRY = "retry";

  /**
   * Who of a cohort has a rank: its section, what {@link ReserveRows#IS_IN_COHORT} asks for, and
   * how many.
   */
  static final String RANKED_OF_COHORT =
      """
      SELECT w.number, w.student_id FROM waitlist_entry w JOIN student s ON s.id = w.student_id
      WHERE w.section_id = ? AND w.skipped IS NULL
        AND %s
      ORDER BY w.number LIMIT ?\
      """
          .formatted(ReserveRows.IS_IN_COHORT);

  /** Who has a rank: its section, and how many. */
  static final String RANKED =
      """
      SELECT number, student_id FROM waitlist_entry
      WHERE section_id = ? AND skipped IS NULL ORDER BY number LIMIT ?\
      """;

  /** Places of students, with what they would give up for a seat: their section. */
  static final String PLACES =
      """
      SELECT number, student_id, skipped, releases, source_section_id
      FROM waitlist_entry JOIN request USING (section_id, number, student_id)
      WHERE section_id = ?\
      """;

  /** Whose places are to be reviewed: their section, and how many. */
  static final String TO_REVIEW =
      "SELECT student_id FROM waitlist_review WHERE section_id = ? ORDER BY student_id LIMIT ?";

  /** As old as a review that waits no longer: how long it may wait, in microseconds. */
  static final String REVIEWED_SOON = "CURRENT_TIMESTAMP(3) - INTERVAL ? MICROSECOND";

  /** Whether there are any: their section. */
  static final String HAS_TO_REVIEW =
      "SELECT EXISTS (SELECT 1 FROM waitlist_review WHERE section_id = ?)";

  /**
   * Whether there are any of some cohorts: their section, then of each cohort what {@link
   * ReserveRows#IS_IN_COHORT} asks for.
   */
  static String hasToReviewOf(int cohorts) {
    return """
    SELECT EXISTS (SELECT 1 FROM waitlist_review r JOIN student s ON s.id = r.student_id
      WHERE r.section_id = ? AND (%s))\
    """
        .formatted(String.join(" OR ", Collections.nCopies(cohorts, ReserveRows.IS_IN_COHORT)));
  }

  /** Has a place on the waitlist reviewed: its section and number. */
  static final String MAKE_REVIEWED =
      """
      INSERT INTO waitlist_review (section_id, student_id)
      SELECT w.section_id, w.student_id FROM waitlist_entry w WHERE w.section_id = ? AND w.number = ?
      ON DUPLICATE KEY UPDATE student_id = VALUES(student_id)\
      """;

  private WaitlistRows() {}

  /** Places that may be served, of rows with number, student and why they are passed over. */
  static List<Candidate> candidates(RowSet<Row> rows) {
    var candidates = new ArrayList<Candidate>();
    for (Row row : rows) {
      String skipped = row.getString("skipped");
      if (!FAILED.equals(skipped)) {
        candidates.add(new Candidate(holder(row), skipped == null));
      }
    }
    return candidates;
  }

  static List<Holder> holders(RowSet<Row> rows) {
    var holders = new ArrayList<Holder>(rows.size());
    rows.forEach(row -> holders.add(holder(row)));
    return holders;
  }

  /** What students have on a waitlist, of {@link #PLACES}. */
  static Map<StudentId, WaitlistEntry> waiting(RowSet<Row> rows) {
    var waiting = new HashMap<StudentId, WaitlistEntry>();
    rows.forEach(
        row ->
            waiting.put(
                new StudentId(row.getString("student_id")),
                new WaitlistEntry(
                    new RequestNumber(row.getLong("number")),
                    row.getString("skipped") != null,
                    gives(row))));
    return waiting;
  }

  private static Optional<Source> gives(Row row) {
    return Optional.ofNullable(row.getString("source_section_id"))
        .map(
            section ->
                new Source(new SectionId(section), new RequestNumber(row.getLong("releases"))));
  }

  private static Holder holder(Row row) {
    return new Holder(
        new RequestNumber(row.getLong("number")), new StudentId(row.getString("student_id")));
  }
}
