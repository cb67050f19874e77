package io.sugang.enrollment.rules;

import io.smallrye.mutiny.Uni;
import io.sugang.enrollment.database.Statements;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Has workers look anew at whoever waits for a seat; to be done in the commit of what may have made
 * them eligible, or not eligible any more.
 */
public final class WaitlistReviews {

  private WaitlistReviews() {}

  /** Everybody who waits in a term. */
  static Uni<RowSet<Row>> ofTerm(SqlConnection connection, String term) {
    return review(connection, "JOIN section s ON s.id = w.section_id WHERE s.term_id = ?", term);
  }

  /** A student, wherever she waits. */
  public static Uni<RowSet<Row>> ofStudent(SqlConnection connection, String student) {
    return review(connection, "WHERE w.student_id = ?", student);
  }

  /** A student in a section. */
  static Uni<RowSet<Row>> of(SqlConnection connection, String student, String section) {
    return review(connection, "WHERE w.student_id = ? AND w.section_id = ?", student, section);
  }

  private static Uni<RowSet<Row>> review(SqlConnection connection, String whose, Object... values) {
    return Statements.query(
        connection,
        """
        INSERT INTO waitlist_review (section_id, student_id)
        SELECT w.section_id, w.student_id FROM waitlist_entry w %s
        ON DUPLICATE KEY UPDATE student_id = VALUES(student_id)\
        """
            .formatted(whose),
        values);
  }
}
