package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.admittedNumbers;
import static io.sugang.waitlist.Tables.mails;
import static io.sugang.waitlist.Tables.seats;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.Tables.undecided;
import static io.sugang.waitlist.University.everybody;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.application.decide.TestWorker.MAX;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.DeadLetters;
import io.sugang.waitlist.application.recover.OpenLine;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Admission against the real writer and Redis, with batches run by the test itself: the order of
 * decisions, and what a crash leaves behind.
 */
@QuarkusTest
@WithTestResource(LocalStack.class)
class AdmitBatchIT {

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject TestWorker worker;
  @Inject CommittedRequests committed;
  @Inject DeadLetters letters;
  @Inject NumberClashAlarm clashes;
  @Inject Clock clock;

  @Test
  void requestsAreDecidedInTheOrderOfTheirNumbersHoweverTheyArrive() throws Exception {
    SectionId section = University.freshSection("MAT2006", 7);
    List<LineRequest> shuffled = new ArrayList<>(everybody(section, 30));
    Collections.shuffle(shuffled, new java.util.Random(2027));
    sections.journal(shuffled.subList(0, 15));
    sections.journal(shuffled.subList(15, 30));

    worker.workOff(section);

    assertThat(admittedNumbers(section)).isEqualTo(numbers(1, 7));
  }

  @Test
  void aLineEntryIsDecidedInItsTurnBeforeItsMessageArrives() {
    SectionId section = University.freshSection("MAT2007", 1);
    line.put(enroll(section, 1, student(0)));
    sections.journal(List.of(enroll(section, 2, student(1))));

    worker.workOff(section);

    assertThat(admittedNumbers(section)).isEqualTo(numbers(1, 1));
    assertThat(line.peek(section, MAX)).isEmpty();
  }

  @Test
  void whereAllIsTakenNobodyWaitsForTheStudentsOthersDecideOn() {
    SectionId section = University.freshSection("STA2007", 1);
    sections.journal(everybody(section, 1));
    worker.workOff(section);
    sections.journal(
        List.of(enroll(section, 2, student(1)), enroll(section, 3, student(0)), unknown(section)));

    try (SectionTransaction other = sections.begin()) {
      assertThat(other.lock(University.students(2))).hasSize(2);
      worker.workOff(section);
    }

    assertThat(states(section)).containsExactly("admitted", "refused", "refused", "quarantined");
    assertThat(reasons(section))
        .containsExactly(null, "section-full", "duplicate-of", "unknown-student");
  }

  private static LineRequest unknown(SectionId section) {
    return enroll(section, 4, new StudentId("2099999999"));
  }

  private static List<String> reasons(SectionId section) {
    return writer()
        .column(
            "SELECT reason FROM request WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }

  @Test
  void aRedeliveredRequestChangesNothing() {
    SectionId section = University.freshSection("MAT2008", 5);
    List<LineRequest> requests = everybody(section, 3);
    sections.journal(requests);
    worker.workOff(section);
    List<String> before = rows(section);

    sections.journal(requests);
    worker.workOff(section);

    assertThat(rows(section)).isEqualTo(before);
    assertThat(mails(section)).isEqualTo(3);
  }

  @Test
  void whatWasCommittedBeforeACrashIsToldAfterwards() {
    SectionId section = University.freshSection("MAT3009", 2);
    everybody(section, 3).forEach(line::put);

    assertThatThrownBy(() -> worker.with(new LineThatIsCutOff(line)).run(section, MAX))
        .hasMessage("killed before telling the line");
    assertThat(line.peek(section, MAX)).hasSize(3);
    assertThat(undecided(section)).isZero();
    worker.workOff(section);

    assertThat(line.peek(section, MAX)).isEmpty();
    assertThat(seats(section)).isEqualTo(2);
    assertThat(mails(section)).isEqualTo(3);
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundOutUnderTheLockAndNotRepeated() {
    SectionId section = University.freshSection("MAT3010", 2);
    List<LineRequest> requests = everybody(section, 3);
    requests.forEach(line::put);

    assertThatThrownBy(() -> worker.with(new StoreWithLostCommitAnswer(sections)).run(section, MAX))
        .isInstanceOf(SectionStore.TryAgainException.class);
    assertThat(line.peek(section, MAX)).as("nobody is told a maybe").hasSize(3);
    assertThat(committed.unknownOf(requests)).as("all must be journaled").hasSize(3);
    worker.workOff(section);

    assertThat(line.peek(section, MAX)).isEmpty();
    assertThat(seats(section)).isEqualTo(2);
    assertThat(mails(section)).isEqualTo(3);
  }

  /** They need no row of their own first: the journal has them with their decision. */
  @Test
  void whatThisProcessSawCommittedIsNotJournaled() {
    SectionId section = University.freshSection("MAT1003", 2);
    List<LineRequest> requests = everybody(section, 3);
    requests.forEach(line::put);
    worker.workOff(section);
    LineRequest another = enroll(section, 1, student(9));

    assertThat(committed.unknownOf(requests)).isEmpty();
    assertThat(committed.unknownOf(List.of(another))).as("another's number").hasSize(1);
  }

  /** The worker that decided died before it acknowledged the message; another one gets it. */
  @Test
  void whoGetsAMessageAgainFindsTheDecisionsInTheJournal() {
    SectionId section = University.freshSection("MAT1004", 2);
    List<LineRequest> requests = everybody(section, 3);
    requests.forEach(line::put);
    worker.workOff(section);
    var ofAnotherProcess =
        new JournalRequests(sections, new CommittedRequests(), letters, clashes, clock);

    var unused = ofAnotherProcess.record(requests);

    assertThat(undecided(section)).isZero();
    assertThat(seats(section)).isEqualTo(2);
    assertThat(mails(section)).isEqualTo(3);
  }

  @Test
  void canaryWithoutTheLookUnderTheLockAnUnknownCommitIsRepeated() {
    SectionId section = University.freshSection("MAT3012", 2);
    everybody(section, 3).forEach(line::put);
    assertThatThrownBy(() -> worker.with(new StoreWithLostCommitAnswer(sections)).run(section, MAX))
        .isInstanceOf(SectionStore.TryAgainException.class);

    // The journal's rule is what is left: a decided row is decided no more, and the batch with it.
    assertThatThrownBy(() -> worker.with(new StoreThatForgets(sections)).run(section, MAX))
        .isInstanceOf(BatchFailedException.class)
        .hasCauseInstanceOf(SectionStore.RefusedException.class);
    worker.workOff(section);
  }

  @Test
  void canaryALineThatHidesItsHeadIsHeardByTheOrderOfDecisions() {
    SectionId section = University.freshSection("STA3011", 1);
    everybody(section, 3).forEach(line::put);

    worker.with(new LineThatHidesItsHead(line)).run(section, MAX);

    assertThat(admittedNumbers(section)).isNotEqualTo(numbers(1, 1));
    worker.workOff(section);
  }

  @Test
  void whoWaitsBehindTheEndOfTheListIsNotTakenForNext() {
    SectionId section = University.freshSection("MAT3011", 1);
    // The line's list of two ends before number 3, which only the line knows; the journal knows 4.
    everybody(section, 3).forEach(line::put);
    sections.journal(List.of(enroll(section, 4, student(3))));

    worker.with(sections).run(section, 2);

    assertThat(
            writer()
                .column(
                    "SELECT number FROM request WHERE state <> 'waiting' AND section_id = '%s' ORDER BY number"
                        .formatted(section.value())))
        .isEqualTo(numbers(1, 2));
  }

  private static List<String> rows(SectionId section) {
    return writer()
        .column(
            "SELECT CONCAT_WS('|', number, student_id, state, reason, decided_at) FROM request WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }
}
