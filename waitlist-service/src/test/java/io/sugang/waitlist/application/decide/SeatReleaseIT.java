package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.admittedStudents;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.University.everybody;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static io.sugang.waitlist.rule.Requests.swap;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.recover.OpenLine;
import io.sugang.waitlist.rule.release.SeatRelease;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A term may say that seats which are given back are released later; until then they are taken. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class SeatReleaseIT {

  /** As the rule says. */
  private static final SeatRelease DELAY =
      new SeatRelease.AfterDelay(Duration.ofHours(1), Duration.ofHours(2), "0f".repeat(32));

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject TestWorker worker;

  @BeforeEach
  void holdBack() {
    // Whoever reads in between reads again.
    changeRule(
        "INSERT INTO term_seat_release (term_id, version, kind, least_seconds, most_seconds, seed, since)"
            + " SELECT id, rules_version + 1, 'after-delay', 3600, 7200, REPEAT('0f', 32), NOW() FROM term WHERE id = '2027-1'");
  }

  @AfterEach
  void releaseAtOnce() {
    changeRule("DELETE FROM term_seat_release");
  }

  private static void changeRule(String change) {
    writer().execute(change);
    writer().execute("UPDATE term SET rules_version = rules_version + 1 WHERE id = '2027-1'");
  }

  @Test
  void untilItIsReleasedNobodyGetsItAndThenWhoeverWaits() {
    SectionId section = University.freshSection("PSY1001", 1, 2);
    decide(everybody(section, 2));

    decide(List.of(drop(section, 3, student(0), 1), enroll(section, 4, student(2))));

    assertThat(states(section)).containsExactly("dropped", "waitlisted", "done", "waitlisted");
    assertThat(admittedStudents(section)).isEmpty();
    assertThat(taken(section)).isOne();
    assertThat(line.shown(section, 1).state()).isEqualTo(RequestState.DROPPED);
    assertThat(line.shown(section, 3).facts()).as("when, is nobody's business").hasSize(2);
    assertThat(delayMillis(section))
        .isEqualTo(
            Duration.between(Instant.EPOCH, DELAY.dueAt(section, number(1), Instant.EPOCH))
                .toMillis());
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);

    makeDue(section);
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);
    worker.workOff(section);

    assertThat(admittedStudents(section)).containsExactly(student(1).value());
    assertThat(taken(section)).isOne();
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);
  }

  @Test
  void aSeatThatIsSwappedIsShownAsGivenUpAtOnceAndReleasedLater() {
    SectionId has = University.freshSection("PSY1002", 1, 2);
    SectionId wants = University.freshSection("PSY1003", 1);
    decide(everybody(has, 2));

    decide(List.of(swap(wants, 1, student(0), has, 1)));
    worker.workOff(has);

    assertThat(line.shown(has, 1).state()).isEqualTo(RequestState.DROPPED);
    assertThat(taken(has)).isOne();
    assertThat(states(has)).containsExactly("dropped", "waitlisted");
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(has);

    makeDue(has);
    worker.workOff(has);
    assertThat(admittedStudents(has)).containsExactly(student(1).value());
  }

  @Test
  void whoGaveASeatBackMayNotTakeItAgainBeforeOthers() {
    SectionId section = University.freshSection("PSY1004", 1, 2);
    decide(everybody(section, 2));
    decide(List.of(drop(section, 3, student(0), 1), enroll(section, 4, student(0))));

    makeDue(section);
    worker.workOff(section);

    assertThat(states(section)).containsExactly("dropped", "admitted", "done", "waitlisted");
  }

  private void decide(List<LineRequest> requests) {
    sections.journal(requests);
    requests.stream().map(LineRequest::section).distinct().forEach(worker::workOff);
  }

  private static void makeDue(SectionId section) {
    writer()
        .execute(
            "UPDATE seat_release SET due_at = UTC_TIMESTAMP(3) WHERE section_id = '%s'"
                .formatted(section));
  }

  /** From the drop's decision on. */
  private static long delayMillis(SectionId section) {
    return writer()
        .number(
            """
            SELECT TIMESTAMPDIFF(MICROSECOND, r.decided_at, f.due_at) DIV 1000 FROM seat_release f
            JOIN request r ON r.section_id = f.section_id AND r.releases = f.number WHERE f.section_id = '%s'\
            """
                .formatted(section));
  }

  private static long taken(SectionId section) {
    return writer().number("SELECT taken FROM section WHERE id = '%s'".formatted(section));
  }
}
