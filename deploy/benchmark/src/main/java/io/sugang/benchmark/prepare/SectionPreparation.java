package io.sugang.benchmark.prepare;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts fresh sections into the catalogue. Their courses have no credits and no timetable, so that
 * no student rule stands between a student and a seat.
 */
public final class SectionPreparation {

  private static final String DEPARTMENT = "RSH";

  private final Connection writer;

  /**
   * @param writer in auto-commit mode
   */
  public SectionPreparation(Connection writer) {
    this.writer = writer;
  }

  /**
   * Inserts so many sections, each of a course of its own.
   *
   * @param reserved seats that each keeps for the first year, 0 or more
   */
  public List<PreparedSection> prepare(int count, int capacity, int waitlistLimit, int reserved)
      throws SQLException {
    String stamp = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    List<PreparedSection> sections = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String course =
          (DEPARTMENT + stamp + Integer.toString(i, Character.MAX_RADIX)).toUpperCase(Locale.ROOT);
      sections.add(new PreparedSection(course + "-01", course, capacity, waitlistLimit));
    }
    writer.setAutoCommit(false);
    try {
      insert(sections, newestTerm());
      if (reserved > 0) {
        keep(sections, reserved);
      }
      writer.commit();
    } catch (SQLException e) {
      writer.rollback();
      throw e;
    } finally {
      writer.setAutoCommit(true);
    }
    return sections;
  }

  private void keep(List<PreparedSection> sections, int seats) throws SQLException {
    try (var reserves =
        writer.prepareStatement(
            "INSERT INTO section_reserve (section_id, position, year, department_id, group_name, seats,"
                + " until_at) VALUES (?, 1, 1, '', '', ?, UTC_TIMESTAMP(3) + INTERVAL 1 DAY)")) {
      for (PreparedSection section : sections) {
        reserves.setString(1, section.id());
        reserves.setInt(2, seats);
        reserves.addBatch();
      }
      reserves.executeBatch();
    }
  }

  private String newestTerm() throws SQLException {
    try (Statement statement = writer.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT id FROM term ORDER BY starts_on DESC, id DESC LIMIT 1")) {
      if (!rows.next()) {
        throw new SQLException("the database has no term; is the system seeded?");
      }
      return rows.getString(1);
    }
  }

  private void insert(List<PreparedSection> sections, String term) throws SQLException {
    try (Statement departments = writer.createStatement();
        var courses =
            writer.prepareStatement(
                "INSERT INTO course (id, department_id, title_ko, title_en, credits)"
                    + " VALUES (?, ?, ?, ?, 0)");
        var offered =
            writer.prepareStatement(
                "INSERT INTO section (id, term_id, course_id, teacher_ko, teacher_en, capacity,"
                    + " waitlist_limit) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      departments.executeUpdate(
          "INSERT IGNORE INTO department (id, name_ko, name_en) VALUES ('%s', '부하 시험', 'Rush')"
              .formatted(DEPARTMENT));
      for (PreparedSection section : sections) {
        courses.setString(1, section.course());
        courses.setString(2, DEPARTMENT);
        courses.setString(3, "부하 시험");
        courses.setString(4, "Rush");
        courses.addBatch();
        offered.setString(1, section.id());
        offered.setString(2, term);
        offered.setString(3, section.course());
        offered.setString(4, "시험");
        offered.setString(5, "Test");
        offered.setInt(6, section.capacity());
        offered.setInt(7, section.waitlistLimit());
        offered.addBatch();
      }
      courses.executeBatch();
      offered.executeBatch();
    }
  }
}
