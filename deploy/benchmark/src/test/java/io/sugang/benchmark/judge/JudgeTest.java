package io.sugang.benchmark.judge;

import static io.sugang.benchmark.judge.Round.COURSE;
import static io.sugang.benchmark.judge.Round.SECTION;
import static io.sugang.benchmark.judge.Round.asked;
import static io.sugang.benchmark.judge.Round.decidedAt;
import static io.sugang.benchmark.judge.Round.request;
import static io.sugang.benchmark.judge.Round.student;
import static io.sugang.benchmark.judge.Round.unanswered;
import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.history.Receipt;
import io.sugang.benchmark.rows.EnrollmentRow;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.benchmark.rows.ReserveRow;
import io.sugang.benchmark.rows.SectionRow;
import io.sugang.benchmark.rows.WaitlistRow;
import io.sugang.contract.decision.RequestState;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Each promise, broken on purpose, is found broken. */
class JudgeTest {

  /** 20 students, 5 seats, 3 places on the waitlist. */
  private final Round round = Round.kept(20, 5, 3);

  @Property(tries = 50)
  void aGoodRoundKeepsEveryPromise(
      @ForAll @IntRange(min = 1, max = 60) int students,
      @ForAll @IntRange(min = 0, max = 40) int seats,
      @ForAll @IntRange(min = 0, max = 20) int limit) {
    assertThat(Judge.judge(Round.kept(students, seats, limit).evidence()))
        .hasSize(11)
        .allMatch(Verdict::isKept);
  }

  @Test
  void moreSeatsThanCapacityBreakP1() {
    round.enrollments.add(new EnrollmentRow(SECTION, student(6), COURSE, 6, 0));
    round.requests.set(5, request(6, RequestState.ADMITTED));
    round.sectionRows.set(0, new SectionRow(SECTION, COURSE, 5, 6, 3, 3));

    assertThat(round.broken("P1")).isPositive();
  }

  @Test
  void aWrongCountOfSeatsBreaksP1() {
    round.sectionRows.set(0, new SectionRow(SECTION, COURSE, 5, 4, 3, 3));

    assertThat(round.broken("P1")).isEqualTo(1);
  }

  @Test
  void aSeatLeftEmptyBreaksP1() {
    round.requests.set(4, request(5, RequestState.REFUSED));
    round.enrollments.remove(4);
    round.sectionRows.set(0, new SectionRow(SECTION, COURSE, 5, 4, 3, 3));

    assertThat(round.broken("P1")).isEqualTo(1);
  }

  @Test
  void aSeatWithoutAnAdmissionBreaksP1() {
    round.enrollments.set(0, new EnrollmentRow(SECTION, student(20), COURSE, 20, 0));

    assertThat(round.broken("P1")).isEqualTo(1);
  }

  @Test
  void aSectionThatIsGoneBreaksP1() {
    round.sectionRows.clear();

    assertThat(round.broken("P1")).isEqualTo(1);
  }

  @Test
  void twoSeatsOfOneStudentInASectionBreakP2() {
    round.enrollments.set(1, new EnrollmentRow(SECTION, student(1), COURSE, 2, 0));

    assertThat(round.broken("P2")).isEqualTo(1);
  }

  @Test
  void seatsInTwoSectionsOfACourseBreakP2() {
    round.enrollments.add(new EnrollmentRow("RSH1-02", student(1), COURSE, 1, 0));

    assertThat(round.broken("P2")).isEqualTo(1);
  }

  @Test
  void aReceiptThatIsNotInTheJournalBreaksP3() {
    round.requests.remove(19);

    assertThat(round.broken("P3")).isEqualTo(1);
  }

  @Test
  void anUndecidedReceiptBreaksP3() {
    round.requests.set(19, request(20, RequestState.WAITING));

    assertThat(round.broken("P3")).isEqualTo(1);
  }

  @Test
  void aReceiptSetAsideBreaksP3() {
    round.requests.set(19, request(20, RequestState.QUARANTINED));

    assertThat(round.broken("P3")).isEqualTo(1);
  }

  @Test
  void twoLinesForOneReceiptBreakP3() {
    round.requests.add(request(20, RequestState.REFUSED));

    assertThat(round.broken("P3")).isEqualTo(1);
  }

  @Test
  void anAdmissionWithoutASeatBreaksP3() {
    round.enrollments.remove(2);

    assertThat(round.broken("P3")).isEqualTo(1);
  }

  @Test
  void eachAdmissionAfterARefusalIsAnInversion() {
    round.requests.set(2, request(3, RequestState.REFUSED));

    // The admitted 4 and 5 and the waitlisted 6, 7 and 8.
    assertThat(round.broken("P4")).isEqualTo(5);
  }

  @Test
  void anAdmissionAfterAWaitlistedOneIsAnInversion() {
    round.requests.set(3, request(4, RequestState.WAITLISTED));

    assertThat(round.broken("P4")).isEqualTo(1);
  }

  @Test
  void anUnexpectedStateBreaksP4() {
    round.requests.set(3, request(4, RequestState.DROPPED));

    assertThat(round.broken("P4")).isEqualTo(1);
  }

  @Test
  void decidedBeforeALowerNumberBreaksP4() {
    round.requests.set(9, decidedAt(request(10, RequestState.REFUSED), 1));

    assertThat(round.broken("P4")).isEqualTo(1);
  }

  @Test
  void decidedWhileALowerNumberIsNotBreaksP4() {
    round.requests.set(18, request(19, RequestState.WAITING));

    assertThat(round.broken("P4")).isEqualTo(1);
  }

  @Test
  void aQuarantinedRequestHoldsNobodyUp() {
    round.requests.set(9, request(10, RequestState.QUARANTINED));

    assertThat(round.broken("P4")).isZero();
  }

  @Test
  void aWaitlistOverItsLimitBreaksP4() {
    round.waitlist.add(new WaitlistRow(SECTION, 9, student(9), true));

    assertThat(round.broken("P4")).isEqualTo(1);
  }

  @Test
  void aLaterStudentWithALowerNumberBreaksP4() {
    round.asked.set(11, asked(12, 3));

    assertThat(round.broken("P4")).isEqualTo(1);
  }

  @Test
  void overlappingRequestsMayBeNumberedEitherWay() {
    round.asked.clear();
    round.asked.add(timed(1, 0, 20, 2));
    round.asked.add(timed(2, 10, 30, 1));

    assertThat(round.broken("P4")).isZero();
  }

  private static Asked timed(int i, long sentAt, long answeredAt, long number) {
    return new Asked(
        student(i),
        SECTION,
        sentAt,
        answeredAt,
        1,
        202,
        Optional.of(new Receipt("r" + number, SECTION, number)));
  }

  @Test
  void anotherReceiptForTheSameStudentBreaksP5() {
    round.asked.add(timed(1, 300, 310, 21));

    assertThat(round.broken("P5")).isEqualTo(1);
  }

  @Test
  void theSameReceiptAgainKeepsP5() {
    round.asked.add(timed(20, 300, 310, 20));

    assertThat(round.broken("P5")).isZero();
  }

  @Test
  void oneNumberForTwoStudentsBreaksP5() {
    round.asked.set(19, timed(20, 200, 205, 19));

    assertThat(round.broken("P5")).isEqualTo(1);
  }

  @Test
  void aReceiptForAnotherSectionBreaksP5() {
    round.asked.set(
        19,
        new Asked(
            student(20), SECTION, 200, 205, 1, 202, Optional.of(new Receipt("r", "OTHER-01", 1))));

    assertThat(round.broken("P5")).isEqualTo(1);
  }

  @Test
  void twoNumbersOfOneStudentInTheJournalBreakP5() {
    round.requests.add(
        new RequestRow(
            SECTION,
            21,
            student(20),
            RequestState.REFUSED,
            "full",
            round.requests.get(19).decidedAt()));

    assertThat(round.broken("P5")).isEqualTo(1);
  }

  @Test
  void aNumberThatTheJournalGivesToAnotherBreaksP5() {
    RequestRow last = round.requests.get(19);
    round.requests.set(
        19, new RequestRow(SECTION, 20, "s99", last.state(), last.reason(), last.decidedAt()));

    assertThat(round.broken("P5")).isEqualTo(1);
  }

  @Test
  void aFreeSeatWhileSomebodyWaitsBreaksP6() {
    round.sectionRows.set(0, new SectionRow(SECTION, COURSE, 5, 4, 3, 3));

    assertThat(round.broken("P6")).isEqualTo(1);
  }

  @Test
  void aSeatThatIsKeptForOthersMayBeFreeWhileSomebodyWaits() {
    round.enrollments.remove(4);
    round.requests.set(4, request(5, RequestState.REFUSED));
    round.sectionRows.set(0, new SectionRow(SECTION, COURSE, 5, 4, 3, 3));
    round.reserves.add(new ReserveRow(7, SECTION, 1, 0, 0, 0));

    assertThat(round.broken("P1", "P6", "P7")).isZero();
  }

  @Test
  void whoeverSitsInAKeptSeatPassesNobody() {
    round.requests.set(11, request(12, RequestState.ADMITTED));
    round.enrollments.add(new EnrollmentRow(SECTION, student(12), COURSE, 12, 7));
    assertThat(round.broken("P4")).isZero();

    round.enrollments.set(5, new EnrollmentRow(SECTION, student(12), COURSE, 12, 0));
    assertThat(round.broken("P4")).isPositive();
  }

  @Test
  void aStrangerInAKeptSeatBreaksP7() {
    round.enrollments.set(4, new EnrollmentRow(SECTION, student(5), COURSE, 5, 7));
    round.reserves.add(new ReserveRow(7, SECTION, 1, 1, 1, 0));

    assertThat(round.broken("P7")).isEqualTo(1);
  }

  @Test
  void aWrongCountOfKeptSeatsBreaksP7() {
    round.enrollments.set(4, new EnrollmentRow(SECTION, student(5), COURSE, 5, 7));
    round.reserves.add(new ReserveRow(7, SECTION, 1, 0, 0, 0));

    assertThat(round.broken("P7")).isEqualTo(1);
  }

  @Test
  void moreOpenSeatsThanThereAreBreakP7() {
    round.reserves.add(new ReserveRow(7, SECTION, 1, 0, 0, 0));

    assertThat(round.broken("P7")).isEqualTo(1);
  }

  @Test
  void aKeptSeatThatIsFreeWhileItsCohortWaitsBreaksP7() {
    round.enrollments.remove(4);
    round.sectionRows.set(0, new SectionRow(SECTION, COURSE, 5, 4, 3, 3));
    round.reserves.add(new ReserveRow(7, SECTION, 1, 0, 0, 2));

    assertThat(round.broken("P7")).isEqualTo(1);
  }

  @Test
  void aWrongCountOfTheWaitingBreaksP6() {
    round.sectionRows.set(0, new SectionRow(SECTION, COURSE, 5, 5, 3, 2));

    assertThat(round.broken("P6")).isEqualTo(1);
  }

  @Test
  void aWaitlistedStudentWhoIsNotOnTheWaitlistBreaksP6() {
    round.waitlist.set(0, new WaitlistRow(SECTION, 6, student(20), true));

    assertThat(round.broken("P6")).isEqualTo(2);
  }

  @Test
  void aDecisionWithoutAMailIntentBreaksP8() {
    round.mails.remove(0);

    assertThat(round.broken("P8")).isEqualTo(1);
  }

  @Test
  void twoMailIntentsForADecisionBreakP8() {
    round.mails.add(round.mails.getFirst());

    assertThat(round.broken("P8")).isEqualTo(1);
  }

  @Test
  void requestsWithoutAReceiptAreToldApartByTheLastAnswer() {
    round.asked.set(0, unanswered(1, 503));
    round.asked.set(1, unanswered(2, 500));
    round.asked.set(2, unanswered(3, 0));
    round.asked.set(3, unanswered(4, 202));

    assertThat(round.broken("not accepted")).isEqualTo(1);
    assertThat(round.broken("errors")).isEqualTo(3);
  }

  @Test
  void aVerdictShowsFiveExamplesAtMost() {
    round.mails.clear();

    List<Verdict> verdicts = Judge.judge(round.evidence());

    assertThat(verdicts)
        .filteredOn(verdict -> verdict.promise().equals("P8"))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.broken()).isEqualTo(20);
              assertThat(verdict.examples()).hasSize(5);
            });
  }
}
