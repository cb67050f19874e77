package io.sugang.benchmark.rows;

import java.util.List;

/**
 * What the writer holds of a round's sections, as of one moment.
 *
 * @param requests enroll requests only, by section and number
 */
public record RoundRows(
    List<SectionRow> sections,
    List<RequestRow> requests,
    List<EnrollmentRow> enrollments,
    List<WaitlistRow> waitlist,
    List<ReserveRow> reserves,
    List<MailRow> mails) {

  /** Seats of a section that are free and kept for cohorts. */
  public int keptAndFree(String section) {
    return reserves.stream()
        .filter(reserve -> reserve.section().equals(section))
        .mapToInt(reserve -> Math.max(0, reserve.seats() - reserve.taken()))
        .sum();
  }
}
