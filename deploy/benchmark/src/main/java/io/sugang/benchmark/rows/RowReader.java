package io.sugang.benchmark.rows;

import io.sugang.contract.decision.RequestState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads the rows of some sections from the writer. */
public final class RowReader {

  private static final String IS_IN_COHORT =
      """
      (r.year = 0 OR s.year = r.year) AND (r.department_id = '' OR s.department_id = r.department_id)
      AND (r.group_name = '' OR EXISTS
        (SELECT 1 FROM student_group g WHERE g.student_id = s.id AND g.name = r.group_name))\
      """;

  /** What is kept now. */
  private static final String RESERVES =
      """
      SELECT r.id, r.section_id, r.seats, r.taken,
        (SELECT COUNT(*) FROM enrollment e JOIN student s ON s.id = e.student_id
          WHERE e.section_id = r.section_id AND e.reserve_id = r.id AND NOT (%1$s)),
        (SELECT COUNT(*) FROM waitlist_entry w JOIN student s ON s.id = w.student_id
          WHERE w.section_id = r.section_id AND w.skipped IS NULL AND %1$s)
      FROM section_reserve r
      WHERE r.section_id IN (%2$s) AND r.released = FALSE AND r.until_at > UTC_TIMESTAMP(3)\
      """
          .formatted(IS_IN_COHORT, "%s");

  private final Writer writer;
  private final List<String> sections;

  /**
   * @param sections whose rows are read, one or more
   */
  public RowReader(Writer writer, List<String> sections) {
    this.writer = writer;
    this.sections = sections;
  }

  /** Everything, in one snapshot. */
  public RoundRows everything() throws SQLException, InterruptedException {
    return writer.ask(this::everything);
  }

  private RoundRows everything(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    try {
      return new RoundRows(
          list(
              connection,
              "SELECT id, course_id, capacity, taken, waitlist_limit, waitlisted FROM section"
                  + " WHERE id IN (%s) ORDER BY id",
              r ->
                  new SectionRow(
                      r.getString(1),
                      r.getString(2),
                      r.getInt(3),
                      r.getInt(4),
                      r.getInt(5),
                      r.getInt(6))),
          list(
              connection,
              "SELECT section_id, number, student_id, state, reason, decided_at FROM request"
                  + " WHERE section_id IN (%s) AND type = 'enroll' ORDER BY section_id, number",
              r ->
                  new RequestRow(
                      r.getString(1),
                      r.getLong(2),
                      r.getString(3),
                      RequestState.of(r.getString(4)),
                      r.getString(5),
                      instant(r, 6))),
          list(
              connection,
              "SELECT section_id, student_id, course_id, number, reserve_id FROM enrollment"
                  + " WHERE section_id IN (%s)",
              r ->
                  new EnrollmentRow(
                      r.getString(1), r.getString(2), r.getString(3), r.getLong(4), r.getLong(5))),
          list(
              connection,
              "SELECT section_id, number, student_id, skipped IS NULL FROM waitlist_entry"
                  + " WHERE section_id IN (%s) ORDER BY section_id, number",
              r -> new WaitlistRow(r.getString(1), r.getLong(2), r.getString(3), r.getBoolean(4))),
          list(
              connection,
              RESERVES,
              r ->
                  new ReserveRow(
                      r.getLong(1),
                      r.getString(2),
                      r.getInt(3),
                      r.getInt(4),
                      r.getInt(5),
                      r.getInt(6))),
          mails(connection));
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** The mail intents only. */
  public List<MailRow> mails() throws SQLException, InterruptedException {
    return writer.ask(this::mails);
  }

  private List<MailRow> mails(Connection connection) throws SQLException {
    return list(
        connection,
        "SELECT section_id, number, kind, state, since FROM mail_intent WHERE section_id IN (%s)",
        r ->
            new MailRow(
                r.getString(1), r.getLong(2), r.getString(3), r.getString(4), instant(r, 5)));
  }

  /** How many requests are recorded and undecided; cheap, because an index answers it. */
  public long waiting() throws SQLException, InterruptedException {
    return count(
        "SELECT COUNT(*) FROM request WHERE state = '"
            + RequestState.WAITING.wireName()
            + "' AND section_id IN (%s)");
  }

  /** How many requests are recorded. */
  public long recorded() throws SQLException, InterruptedException {
    return count("SELECT COUNT(*) FROM request WHERE section_id IN (%s)");
  }

  private long count(String sql) throws SQLException, InterruptedException {
    return writer.ask(connection -> list(connection, sql, rows -> rows.getLong(1))).getFirst();
  }

  private interface RowMapper<T> {
    T map(ResultSet row) throws SQLException;
  }

  private <T> List<T> list(Connection connection, String sql, RowMapper<T> mapper)
      throws SQLException {
    String marks = String.join(", ", Collections.nCopies(sections.size(), "?"));
    try (PreparedStatement statement = connection.prepareStatement(sql.formatted(marks))) {
      for (int i = 0; i < sections.size(); i++) {
        statement.setString(i + 1, sections.get(i));
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(mapper.map(rows));
        }
      }
      return found;
    }
  }

  /** The database's times are UTC, whatever this JVM's zone is. */
  private static Instant instant(ResultSet rows, int column) throws SQLException {
    LocalDateTime time = rows.getObject(column, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
