package io.sugang.waitlist;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.local.system.SystemStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * An administrator's view of the writer, for tests to arrange things and to judge what really
 * happened.
 */
public final class Office {

  private Office() {}

  /** Runs a statement. */
  public static void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row. */
  public static long number(String sql) {
    return Long.parseLong(column(sql).getFirst());
  }

  /** The first column of all rows. */
  public static List<String> column(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Empties a course's two sections and gives both a capacity; returns the first of them. */
  public static SectionId freshSection(String course, int capacity) {
    return freshSection(course, capacity, 0);
  }

  /** As above, with room on the waitlist. */
  public static SectionId freshSection(String course, int capacity, int waitlistLimit) {
    for (String section : List.of(course + "-01", course + "-02")) {
      execute("DELETE FROM enrollment WHERE section_id = '" + section + "'");
      execute("DELETE FROM waitlist_entry WHERE section_id = '" + section + "'");
      execute("DELETE FROM section_due WHERE section_id = '" + section + "'");
      execute("DELETE FROM mail WHERE section_id = '" + section + "'");
      execute("DELETE FROM request WHERE section_id = '" + section + "'");
      execute("DELETE FROM number_clash WHERE section_id = '" + section + "'");
      execute(
          """
          UPDATE section SET taken = 0, waitlisted = 0, waitlist_limit = %d, version = version + 1, capacity = %d
          WHERE id = '%s'\
          """
              .formatted(waitlistLimit, capacity, section));
    }
    return new SectionId(course + "-01");
  }

  /** Has a section's waitlist looked at. */
  public static void makeDue(SectionId section) {
    execute(
        "INSERT INTO section_due VALUES ('%s', NOW()) ON DUPLICATE KEY UPDATE since = NOW()"
            .formatted(section.value()));
  }

  /** Seeded students. */
  public static List<StudentId> students(int count) {
    return column("SELECT id FROM student ORDER BY id LIMIT " + count).stream()
        .map(StudentId::new)
        .toList();
  }

  private static Connection connect() throws SQLException {
    SystemStatus.Database writer = LocalStack.status().writer();
    return DriverManager.getConnection(
        "jdbc:mariadb://%s:%d/%s?sslMode=disable"
            .formatted(writer.host(), writer.port(), writer.database()),
        writer.user(),
        writer.password());
  }
}
