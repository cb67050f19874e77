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
    List<MailRow> mails) {}
