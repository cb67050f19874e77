package io.sugang.waitlist;

import static io.sugang.testing.Database.writer;

import io.sugang.contract.id.SectionId;
import java.util.List;

/** What the writer's tables say of a section. */
public final class Tables {

  private Tables() {}

  /** The states of its requests, by number. */
  public static List<String> states(SectionId section) {
    return writer()
        .column(
            "SELECT state FROM request WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }

  /** How many of its requests are not decided. */
  public static long undecided(SectionId section) {
    return count("request WHERE state = 'waiting'", section);
  }

  /** How many seats are taken. */
  public static long seats(SectionId section) {
    return count("enrollment WHERE TRUE", section);
  }

  /** The numbers of those who have a seat. */
  public static List<String> admittedNumbers(SectionId section) {
    return writer()
        .column(
            "SELECT number FROM enrollment WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }

  /** Those who have a seat, by number. */
  public static List<String> admittedStudents(SectionId section) {
    return writer()
        .column(
            "SELECT student_id FROM enrollment WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }

  /** How many mails are to be sent, or were. */
  public static long mails(SectionId section) {
    return count("mail_intent WHERE TRUE", section);
  }

  /** Whether more sit there than may. */
  public static boolean isOversold(SectionId section) {
    return seats(section)
        > writer()
            .number("SELECT capacity FROM section WHERE id = '%s'".formatted(section.value()));
  }

  /** How many stand on its waitlist by the section's own count. */
  public static long waitlisted(SectionId section) {
    return writer()
        .number("SELECT waitlisted FROM section WHERE id = '%s'".formatted(section.value()));
  }

  private static long count(String rows, SectionId section) {
    return writer()
        .number("SELECT COUNT(*) FROM %s AND section_id = '%s'".formatted(rows, section.value()));
  }
}
