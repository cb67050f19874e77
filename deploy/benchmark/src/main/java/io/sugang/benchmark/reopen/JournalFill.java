package io.sugang.benchmark.reopen;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Fills the journal with decided requests of students that do not exist, evenly over all sections
 * but one: of each section's, three in ten have a seat and the others were refused.
 */
public final class JournalFill {

  private final Connection writer;

  public JournalFill(Connection writer) {
    this.writer = writer;
  }

  /** Replaces what was filled in before; returns how many rows there are then. */
  public long fill(int rows, String exceptSection) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute("DELETE FROM request WHERE student_id LIKE 'FILL-%'");
      statement.execute(
          """
          INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state,
            reason, facts, decided_at)
          SELECT s.id, e.epoch * 1099511627776 + n.n, CONCAT('FILL-', n.n), 'enroll', UTC_TIMESTAMP(3),
            '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
            IF(n.n %% 10 < 3, 'admitted', 'refused'), IF(n.n %% 10 < 3, NULL, 'section-full'),
            IF(n.n %% 10 < 3, NULL, '{"capacity":30,"waitlistLimit":6}'), UTC_TIMESTAMP(3)
          FROM section s CROSS JOIN line_epoch e CROSS JOIN (
            SELECT 1000000 + ROW_NUMBER() OVER () AS n FROM section a CROSS JOIN section b LIMIT %d) n
          WHERE s.id <> '%s'\
          """
              .formatted(rows / (sections(statement) - 1), exceptSection));
      try (var counted = statement.executeQuery("SELECT COUNT(*) FROM request")) {
        counted.next();
        return counted.getLong(1);
      }
    }
  }

  private static int sections(Statement statement) throws SQLException {
    try (var counted = statement.executeQuery("SELECT COUNT(*) FROM section")) {
      counted.next();
      return counted.getInt(1);
    }
  }
}
