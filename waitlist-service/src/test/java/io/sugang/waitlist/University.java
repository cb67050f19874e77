package io.sugang.waitlist;

import static io.sugang.testing.Database.writer;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.Requests;
import java.util.List;
import java.util.stream.IntStream;

/** Arranges sections as a registrar would, and knows its students. */
public final class University {

  private static final List<String> OF_A_SECTION =
      List.of(
          "enrollment",
          "waitlist_entry",
          "section_due",
          "seat_release",
          "waitlist_review",
          "section_reserve",
          "mail_batch",
          "mail",
          "request",
          "number_clash");

  private University() {}

  /** Empties a course's two sections and gives both a capacity; returns the first of them. */
  public static SectionId freshSection(String course, int capacity) {
    return freshSection(course, capacity, 0);
  }

  /** As above, with room on the waitlist. */
  public static SectionId freshSection(String course, int capacity, int waitlistLimit) {
    for (String section : List.of(course + "-01", course + "-02")) {
      for (String table : OF_A_SECTION) {
        writer().execute("DELETE FROM %s WHERE section_id = '%s'".formatted(table, section));
      }
      writer()
          .execute(
              """
          UPDATE section SET taken = 0, waitlisted = 0, waitlist_limit = %d, version = version + 1, capacity = %d
          WHERE id = '%s'\
          """
                  .formatted(waitlistLimit, capacity, section));
    }
    if (writer().number("SELECT COUNT(*) FROM section WHERE id = '%s-01'".formatted(course)) == 0) {
      throw new IllegalArgumentException("the catalogue has no course " + course);
    }
    return new SectionId(course + "-01");
  }

  /** Gives a section another capacity, and tells nobody. */
  public static void changeCapacity(SectionId section, int capacity) {
    writer()
        .execute(
            "UPDATE section SET capacity = %d, version = version + 1 WHERE id = '%s'"
                .formatted(capacity, section.value()));
  }

  /** Gives a section another capacity, and has its waitlist looked at. */
  public static void addSeats(SectionId section, int capacity) {
    changeCapacity(section, capacity);
    makeDue(section);
  }

  /** Has a section's waitlist looked at. */
  public static void makeDue(SectionId section) {
    writer()
        .execute(
            "INSERT INTO section_due VALUES ('%s', NOW()) ON DUPLICATE KEY UPDATE since = NOW()"
                .formatted(section.value()));
  }

  /** Has a section keep seats for the first year, for a day. */
  public static void keepForFreshers(SectionId section, int seats) {
    writer()
        .execute(
            """
            INSERT INTO section_reserve (section_id, position, year, department_id, group_name, seats, until_at)
            VALUES ('%s', 1, 1, '', '', %d, UTC_TIMESTAMP(3) + INTERVAL 1 DAY)\
            """
                .formatted(section, seats));
  }

  /** A seeded student of the first year; the first ones of {@link #students} are of the fourth. */
  public static StudentId fresher(int index) {
    return new StudentId(
        writer().column("SELECT id FROM student WHERE year = 1 ORDER BY id").get(index));
  }

  /** A seeded student. */
  public static StudentId student(int index) {
    return students(index + 1).get(index);
  }

  /** Seeded students. */
  public static List<StudentId> students(int count) {
    return writer().column("SELECT id FROM student ORDER BY id LIMIT " + count).stream()
        .map(StudentId::new)
        .toList();
  }

  /** Requests for seats by as many students, with the numbers from 1. */
  public static List<LineRequest> everybody(SectionId section, int count) {
    List<StudentId> students = students(count);
    return IntStream.range(0, count)
        .mapToObj(i -> Requests.enroll(section, i + 1, students.get(i)))
        .toList();
  }
}
