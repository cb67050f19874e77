package io.sugang.benchmark.judge;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.history.Receipt;
import io.sugang.benchmark.prepare.PreparedSection;
import io.sugang.benchmark.rows.EnrollmentRow;
import io.sugang.benchmark.rows.MailRow;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.benchmark.rows.ReserveRow;
import io.sugang.benchmark.rows.RoundRows;
import io.sugang.benchmark.rows.SectionRow;
import io.sugang.benchmark.rows.WaitlistRow;
import io.sugang.contract.decision.RequestState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A round that kept every promise, for tests to break: students s1, s2, ... asked one after
 * another, got the numbers 1, 2, ..., and were decided in that order.
 */
final class Round {

  static final String SECTION = "RSH1-01";
  static final String COURSE = "RSH1";
  private static final Instant START = Instant.parse("2027-03-02T00:00:00Z");

  final List<PreparedSection> sections = new ArrayList<>();
  final List<Asked> asked = new ArrayList<>();
  final List<SectionRow> sectionRows = new ArrayList<>();
  final List<RequestRow> requests = new ArrayList<>();
  final List<EnrollmentRow> enrollments = new ArrayList<>();
  final List<WaitlistRow> waitlist = new ArrayList<>();
  final List<ReserveRow> reserves = new ArrayList<>();
  final List<MailRow> mails = new ArrayList<>();

  private Round() {}

  static Round kept(int students, int seats, int limit) {
    var round = new Round();
    int admitted = Math.min(students, seats);
    int waitlisted = Math.min(students - admitted, limit);
    round.sections.add(new PreparedSection(SECTION, COURSE, seats, limit));
    round.sectionRows.add(new SectionRow(SECTION, COURSE, seats, admitted, limit, waitlisted));
    for (int i = 1; i <= students; i++) {
      round.asked.add(asked(i, i));
      round.decide(
          i,
          i <= admitted
              ? RequestState.ADMITTED
              : i <= admitted + waitlisted ? RequestState.WAITLISTED : RequestState.REFUSED);
    }
    return round;
  }

  private void decide(int i, RequestState state) {
    requests.add(request(i, state));
    mails.add(new MailRow(SECTION, i, state.wireName(), "pending", START));
    if (state == RequestState.ADMITTED) {
      enrollments.add(new EnrollmentRow(SECTION, student(i), COURSE, i, 0));
    } else if (state == RequestState.WAITLISTED) {
      waitlist.add(new WaitlistRow(SECTION, i, student(i), true));
    }
  }

  static String student(int i) {
    return "s" + i;
  }

  /** The student's request, sent after the answer to the one before, with that number. */
  static Asked asked(int i, long number) {
    return new Asked(
        student(i),
        SECTION,
        10L * i,
        10L * i + 5,
        1,
        202,
        Optional.of(new Receipt("r" + number, SECTION, number)));
  }

  static Asked unanswered(int i, int status) {
    return new Asked(student(i), SECTION, 10L * i, 10L * i + 5, 20, status, Optional.empty());
  }

  static RequestRow request(int i, RequestState state) {
    boolean isOpen = state == RequestState.WAITING;
    return new RequestRow(
        SECTION,
        i,
        student(i),
        state,
        state == RequestState.REFUSED ? "full" : null,
        isOpen ? null : START.plusMillis(i));
  }

  static RequestRow decidedAt(RequestRow row, long millis) {
    return new RequestRow(
        row.section(),
        row.number(),
        row.student(),
        row.state(),
        row.reason(),
        START.plusMillis(millis));
  }

  Evidence evidence() {
    return new Evidence(
        sections,
        asked,
        new RoundRows(sectionRows, requests, enrollments, waitlist, reserves, mails));
  }

  /** Findings of all verdicts under this name. */
  long broken(String... promises) {
    return Judge.broken(Judge.judge(evidence()), promises);
  }
}
