package io.sugang.local.university;

import static io.sugang.local.university.Seed.add;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Writes what the student rules look at: what courses build on, for whom sections and some of their
 * seats are, what students passed, their averages, holds and groups. The same for the same
 * university.
 */
final class RecordsSeed {

  private static final long SEED = 15;

  /** The first students have no holds, so that whoever tries the system out gets on. */
  private static final int WITHOUT_HOLDS = 400;

  /** Long enough to see that seats are kept, and short enough to see them released. */
  private static final Duration KEPT_FOR = Duration.ofMinutes(20);

  private final Map<String, List<University.Course>> coursesByDepartment;
  private final University university;
  private final SplittableRandom random = new SplittableRandom(SEED);

  private RecordsSeed(University university) {
    this.university = university;
    coursesByDepartment =
        university.courses().stream().collect(Collectors.groupingBy(University.Course::department));
  }

  static void plant(Connection connection, University university) throws SQLException {
    var seed = new RecordsSeed(university);
    seed.requirements(connection);
    seed.cohorts(connection);
    seed.reserves(connection);
    seed.records(connection);
  }

  /** From the third level on a course builds on one of the level before; laboratories on theory. */
  private void requirements(Connection connection) throws SQLException {
    try (var rows =
        connection.prepareStatement(
            "INSERT INTO course_requirement (course_id, kind, position, required_course_id) VALUES (?, ?, 1, ?)")) {
      for (List<University.Course> courses : coursesByDepartment.values()) {
        for (int i = 0; i < courses.size(); i++) {
          String id = courses.get(i).id();
          if (University.level(i) >= 3) {
            add(rows, id, "prerequisite", courses.get(i - 4).id());
          }
          if (University.level(i) >= 4) {
            // Either of two will do.
            add(rows, id, "prerequisite", courses.get(i - 5).id());
          }
          if (courses.get(i).title().english().endsWith(": Laboratory")) {
            add(rows, id, "corequisite", courses.get(1).id());
          }
        }
      }
      rows.executeBatch();
    }
  }

  /** Second sections of seminars are for the department, projects for its third and fourth year. */
  private void cohorts(Connection connection) throws SQLException {
    Map<String, University.Course> courses =
        university.courses().stream()
            .collect(Collectors.toMap(University.Course::id, course -> course));
    try (var rows =
        connection.prepareStatement(
            "INSERT INTO section_cohort (section_id, year, department_id) VALUES (?, ?, ?)")) {
      for (University.Section section : university.sections()) {
        University.Course course = courses.get(section.course());
        if (course.title().english().endsWith(": Seminar") && section.id().endsWith("-02")) {
          add(rows, section.id(), 0, course.department());
        } else if (course.title().english().endsWith(": Project")) {
          add(rows, section.id(), 3, course.department());
          add(rows, section.id(), 4, course.department());
        }
      }
      rows.executeBatch();
    }
  }

  /**
   * Second sections of methods keep a third of their seats for the department's first year, for a
   * while, and two for exchange students.
   */
  private void reserves(Connection connection) throws SQLException {
    LocalDateTime soon = LocalDateTime.now(ZoneOffset.UTC).withNano(0).plus(KEPT_FOR);
    try (var rows =
        connection.prepareStatement(
            """
            INSERT INTO section_reserve (section_id, position, year, department_id, group_name, seats, until_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)\
            """)) {
      for (List<University.Course> courses : coursesByDepartment.values()) {
        for (University.Course course : courses) {
          String section = course.id() + "-02";
          if (course.title().english().endsWith(": Methods")) {
            int third = capacity(section) / 3;
            add(rows, section, 1, 1, course.department(), "", third, soon);
            add(rows, section, 2, 0, "", "exchange", 2, soon.plusYears(1));
          }
        }
      }
      rows.executeBatch();
    }
  }

  private int capacity(String section) {
    return university.sections().stream()
        .filter(offered -> offered.id().equals(section))
        .findFirst()
        .orElseThrow()
        .capacity();
  }

  private void records(Connection connection) throws SQLException {
    try (var averages =
            connection.prepareStatement("UPDATE student SET grade_average = ? WHERE id = ?");
        var passed =
            connection.prepareStatement(
                "INSERT INTO course_passed (student_id, course_id, grade) VALUES (?, ?, ?)");
        var holds =
            connection.prepareStatement(
                "INSERT INTO student_hold (student_id, code) VALUES (?, ?)");
        var groups =
            connection.prepareStatement(
                "INSERT INTO student_group (student_id, name) VALUES (?, ?)")) {
      List<University.Student> students = university.students();
      for (int i = 0; i < students.size(); i++) {
        University.Student student = students.get(i);
        if (student.year() > 1) {
          add(averages, grade(200), student.id());
          passed(passed, student);
        }
        if (i >= WITHOUT_HOLDS && random.nextInt(80) == 0) {
          add(holds, student.id(), random.nextInt(3) == 0 ? "library" : "tuition");
        }
        if (random.nextInt(50) == 0) {
          add(groups, student.id(), "exchange");
        }
      }
      for (PreparedStatement rows : List.of(averages, passed, holds, groups)) {
        rows.executeBatch();
      }
    }
  }

  /** Most of what their own department offers below their year. */
  private void passed(PreparedStatement rows, University.Student student) throws SQLException {
    List<University.Course> courses = coursesByDepartment.get(student.department());
    for (int i = 0; i < courses.size(); i++) {
      if (University.level(i) < student.year() && random.nextInt(7) > 0) {
        add(rows, student.id(), courses.get(i).id(), grade(150));
      }
    }
  }

  /** From so many hundredths to 4.5. */
  private BigDecimal grade(int least) {
    return BigDecimal.valueOf(random.nextInt(least, 451), 2);
  }
}
