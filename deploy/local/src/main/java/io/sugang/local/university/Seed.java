package io.sugang.local.university;

import io.sugang.local.LocalSystemException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Writes a {@link University} into an empty database, in one transaction. */
public final class Seed {

  private static final LocalDate TERM_STARTS = LocalDate.of(2027, 3, 2);
  private static final LocalDate TERM_ENDS = LocalDate.of(2027, 6, 21);
  private static final int SMALLEST_WAITLIST = 5;
  private static final int SEATS_A_WAITLIST_PLACE = 5;
  private static final int MAX_CREDITS = 18;
  private static final String VISITING = "visiting";
  private static final int VISITORS = 20;
  private static final int VISITORS_YEAR = 5;
  private static final Duration VISITORS_OPEN_IN = Duration.ofMinutes(15);

  private Seed() {}

  /**
   * Seeds, unless there is a term already.
   *
   * @param rules whether the term has all student rules; what they look at is there anyway
   * @return whether anything was written
   */
  public static boolean plant(Connection connection, University university, boolean rules) {
    try {
      if (isPlanted(connection)) {
        return false;
      }
      connection.setAutoCommit(false);
      termAndWindows(connection);
      catalogue(connection, university);
      students(connection, university);
      visitors(connection, university);
      RecordsSeed.plant(connection, university);
      if (rules) {
        ruleBook(connection);
      }
      connection.commit();
      return true;
    } catch (SQLException e) {
      throw new LocalSystemException("the database can't be seeded: " + e.getMessage(), e);
    }
  }

  private static boolean isPlanted(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT 1 FROM term LIMIT 1")) {
      return rows.next();
    }
  }

  private static void termAndWindows(Connection connection) throws SQLException {
    insert(
        connection,
        "INSERT INTO term (id, name_ko, name_en, zone, starts_on, ends_on) VALUES (?, ?, ?, ?, ?, ?)",
        University.TERM,
        "2027학년도 1학기",
        "Spring 2027",
        "Asia/Seoul",
        TERM_STARTS,
        TERM_ENDS);
    // At ten in the morning in Seoul: the fourth year four days ago, the first year yesterday.
    LocalDateTime today = LocalDate.now(ZoneOffset.UTC).atTime(1, 0);
    for (int year = 1; year <= 4; year++) {
      window(connection, year, "", today.minusDays(year), today.plusYears(1));
    }
    LocalDateTime soon = LocalDateTime.now(ZoneOffset.UTC).withNano(0).plus(VISITORS_OPEN_IN);
    window(connection, 0, VISITING, soon, today.plusYears(1));
  }

  private static void window(
      Connection connection, int year, String group, LocalDateTime opens, LocalDateTime closes)
      throws SQLException {
    insert(
        connection,
        "INSERT INTO registration_window (term_id, year, group_name, opens_at, closes_at) VALUES (?, ?, ?, ?, ?)",
        University.TERM,
        year,
        group,
        opens,
        closes);
  }

  /** Students of no year that has a window, so that theirs is the one that opens soon. */
  private static void visitors(Connection connection, University university) throws SQLException {
    for (int i = 1; i <= VISITORS; i++) {
      String id = "202799%04d".formatted(i);
      insert(
          connection,
          "INSERT INTO student (id, name_ko, name_en, email, language, year, department_id, max_credits)"
              + " VALUES (?, ?, ?, ?, 'en', ?, ?, ?)",
          id,
          "방문학생 " + i,
          "Visiting Student " + i,
          id + "@student.sugang.example",
          VISITORS_YEAR,
          university.departments().get(i % university.departments().size()).id(),
          MAX_CREDITS);
      insert(
          connection, "INSERT INTO student_group (student_id, name) VALUES (?, ?)", id, VISITING);
    }
  }

  /** All rules, as a university might have them. */
  private static void ruleBook(Connection connection) throws SQLException {
    insert(
        connection,
        "INSERT INTO rule_book (term_id, version, rules, since) VALUES (?, 1, ?, UTC_TIMESTAMP(3))",
        University.TERM,
        """
        {"outside-window": {}, "hold": {}, "other-cohort": {}, "already-passed": {"retakeUpTo": 2.5}, "prerequisite-missing": {},
         "corequisite-missing": {}, "time-conflict": {}, "credit-limit": {"byGradeAverage": [{"from": 4, "more": 3}]},
         "bundle-satisfied": {}}\
        """);
    insert(connection, "UPDATE term SET rules_version = 1 WHERE id = ?", University.TERM);
  }

  private static void catalogue(Connection connection, University university) throws SQLException {
    try (var departments =
            connection.prepareStatement(
                "INSERT INTO department (id, name_ko, name_en) VALUES (?, ?, ?)");
        var courses =
            connection.prepareStatement(
                "INSERT INTO course (id, department_id, title_ko, title_en, credits) VALUES (?, ?, ?, ?, ?)");
        var sections =
            connection.prepareStatement(
                "INSERT INTO section (id, term_id, course_id, teacher_ko, teacher_en, capacity, waitlist_limit)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?)");
        var meetings =
            connection.prepareStatement(
                "INSERT INTO meeting (section_id, day, starts_at, ends_at, room) VALUES (?, ?, ?, ?, ?)")) {
      for (var d : university.departments()) {
        add(departments, d.id(), d.name().korean(), d.name().english());
      }
      for (var c : university.courses()) {
        add(courses, c.id(), c.department(), c.title().korean(), c.title().english(), c.credits());
      }
      for (var s : university.sections()) {
        add(
            sections,
            s.id(),
            University.TERM,
            s.course(),
            s.teacher().korean(),
            s.teacher().english(),
            s.capacity(),
            Math.max(SMALLEST_WAITLIST, s.capacity() / SEATS_A_WAITLIST_PLACE));
        for (var m : s.meetings()) {
          add(meetings, s.id(), m.day(), m.startsAt(), m.endsAt(), m.room());
        }
      }
      departments.executeBatch();
      courses.executeBatch();
      sections.executeBatch();
      meetings.executeBatch();
    }
  }

  private static void students(Connection connection, University university) throws SQLException {
    try (var students =
        connection.prepareStatement(
            "INSERT INTO student (id, name_ko, name_en, email, language, year, department_id, max_credits)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (var s : university.students()) {
        add(
            students,
            s.id(),
            s.name().korean(),
            s.name().english(),
            s.email(),
            s.language(),
            s.year(),
            s.department(),
            MAX_CREDITS);
      }
      students.executeBatch();
    }
  }

  static void insert(Connection connection, String sql, Object... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      add(statement, values);
      statement.executeBatch();
    }
  }

  static void add(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }
}
