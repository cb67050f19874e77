package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.admittedNumbers;
import static io.sugang.waitlist.Tables.isOversold;
import static io.sugang.waitlist.Tables.seats;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.Tables.undecided;
import static io.sugang.waitlist.Tables.waitlisted;
import static io.sugang.waitlist.Together.together;
import static io.sugang.waitlist.University.everybody;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.application.decide.TestWorker.MAX;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.numbers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.recover.OpenLine;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who finds a section full waits, and gets the next seat that they may take. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class WaitlistIT {

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject TestWorker worker;

  @Test
  void aFullSectionPutsStudentsOnItsWaitlistUpToItsLimit() {
    SectionId section = University.freshSection("PHY1001", 2, 3);
    sections.journal(everybody(section, 7));

    worker.workOff(section);

    assertThat(states(section))
        .containsExactly(
            "admitted", "admitted", "waitlisted", "waitlisted", "waitlisted", "refused", "refused");
    assertThat(mailKinds(section, 3)).containsExactly("waitlisted");
    assertThat(waitlist(section)).isEqualTo(numbers(3, 5));
    assertConsistent(section);
  }

  @Test
  void aFreedSeatGoesToTheWaitlistBeforeTheNextRequestOfTheLine() {
    SectionId section = University.freshSection("PHY1002", 1, 2);
    sections.journal(everybody(section, 2));
    worker.workOff(section);

    sections.journal(List.of(drop(section, 3, student(0), 1), enroll(section, 4, student(2))));
    worker.workOff(section);

    assertThat(admittedNumbers(section)).isEqualTo(numbers(2, 2));
    assertThat(states(section)).containsExactly("dropped", "admitted", "done", "waitlisted");
    assertThat(mailKinds(section, 2)).containsExactly("waitlisted", "promoted");
    assertThat(mailKinds(section, 3)).containsExactly("dropped");
    assertConsistent(section);
  }

  @Test
  void canaryWithoutTheLookAtTheWaitlistTheNextRequestTakesTheFreedSeat() {
    SectionId section = University.freshSection("PHY1003", 1, 2);
    sections.journal(everybody(section, 2));
    worker.workOff(section);

    sections.journal(List.of(drop(section, 3, student(0), 1), enroll(section, 4, student(2))));
    worker.with(new StoreWithoutWaitlist(sections)).run(section, MAX);

    assertThat(admittedNumbers(section)).isEqualTo(numbers(4, 4));
  }

  @Test
  void anAddedSeatGoesToTheFirstEligibleOfTheWaitlist() {
    SectionId section = University.freshSection("PHY1004", 1, 5);
    sections.journal(everybody(section, 4));
    worker.workOff(section);
    // The first in rank sits in the other section of the course meanwhile.
    var other = new SectionId("PHY1004-02");
    sections.journal(List.of(enroll(other, 1, student(1))));
    worker.workOff(other);

    University.addSeats(section, 2);
    worker.workOff(section);

    assertThat(states(section)).containsExactly("admitted", "waitlisted", "admitted", "waitlisted");
    assertConsistent(section);

    // Giving that seat back makes the first one eligible again, and the section due.
    sections.journal(List.of(drop(other, 2, student(1), 1)));
    worker.workOff(other);
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);
    University.changeCapacity(section, 3);
    worker.workOff(section);
    assertThat(states(section)).containsExactly("admitted", "admitted", "admitted", "waitlisted");
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);
  }

  @Test
  void whoCannotTakeASeatKeepsThePlaceOutsideLimitAndRankUntilItCan() {
    SectionId section = University.freshSection("STA2005", 1, 1);
    sections.journal(everybody(section, 2));
    worker.workOff(section);
    var other = new SectionId("STA2005-02");
    sections.journal(List.of(enroll(other, 1, student(1))));
    worker.workOff(other);
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);

    // Who waits at the limit holds another section's seat, so the next one has room.
    sections.journal(List.of(enroll(section, 3, student(2))));
    worker.workOff(section);

    assertThat(states(section)).containsExactly("admitted", "waitlisted", "waitlisted");
    assertThat(line.waitlist(section)).isEqualTo(numbers(3, 3));
    assertThat(line.shown(section, 2).reason()).contains(RefusalRule.COURSE_ALREADY_TAKEN);
    assertThat(line.shown(section, 2).facts()).containsEntry("section", other.value());
    assertConsistent(section);

    // Once eligible again, it is back at its number, above the limit.
    sections.journal(List.of(drop(other, 2, student(1), 1)));
    worker.workOff(other);
    worker.workOff(section);
    assertThat(line.waitlist(section)).isEqualTo(numbers(2, 3));
    assertThat(line.shown(section, 2).reason()).isEmpty();
    assertConsistent(section);

    sections.journal(List.of(drop(section, 4, student(0), 1)));
    worker.workOff(section);
    assertThat(states(section)).containsExactly("dropped", "admitted", "waitlisted", "done");
    assertConsistent(section);
  }

  @Test
  void whoBecomesEligibleWhileStudentsAreWaitedForIsNotOvertaken() {
    SectionId section = University.freshSection("MED1001", 1, 5);
    var other = new SectionId("MED1001-02");
    sections.journal(everybody(section, 3));
    worker.workOff(section);
    sections.journal(List.of(enroll(other, 1, student(1))));
    worker.workOff(other);
    worker.workOff(section);
    assertThat(line.waitlist(section)).isEqualTo(numbers(3, 3));

    sections.journal(List.of(drop(section, 4, student(0), 1), drop(other, 2, student(1), 1)));
    var whileLocking = new StoreWithSlowLocks(sections, () -> worker.workOff(other));
    var unused = worker.with(whileLocking).run(section, MAX);
    worker.workOff(section);

    assertThat(states(section)).containsExactly("dropped", "admitted", "waitlisted", "done");
    assertConsistent(section);
  }

  @Test
  void nobodyFromTheLineOvertakesTheOnlyOneOnTheWaitlistWhoBecomesEligibleMeanwhile() {
    SectionId section = University.freshSection("MED1002", 1, 5);
    var other = new SectionId("MED1002-02");
    sections.journal(everybody(section, 2));
    worker.workOff(section);
    sections.journal(List.of(enroll(other, 1, student(1))));
    worker.workOff(other);
    worker.workOff(section);
    assertThat(line.waitlist(section)).isEmpty();

    sections.journal(
        List.of(
            drop(section, 3, student(0), 1),
            enroll(section, 4, student(2)),
            drop(other, 2, student(1), 1)));
    var whileLocking = new StoreWithSlowLocks(sections, () -> worker.workOff(other));
    var unused = worker.with(whileLocking).run(section, MAX);
    worker.workOff(section);

    assertThat(states(section)).containsExactly("dropped", "admitted", "done", "waitlisted");
    assertConsistent(section);
  }

  @Test
  void whoIsPassedOverMayLeaveTheWaitlist() {
    SectionId section = University.freshSection("STA2006", 1, 1);
    sections.journal(everybody(section, 2));
    worker.workOff(section);
    var other = new SectionId("STA2006-02");
    sections.journal(List.of(enroll(other, 1, student(1))));
    worker.workOff(other);
    worker.workOff(section);

    sections.journal(List.of(drop(section, 3, student(1), 2)));
    worker.workOff(section);

    assertThat(states(section)).containsExactly("admitted", "dropped", "done");
    assertThat(waitlist(section)).isEmpty();
    assertConsistent(section);
  }

  @Test
  void dropsAndRequestsThatArriveTogetherOverManyWorkersLeaveNoSeatFreeWhileSomebodyWaits()
      throws Exception {
    SectionId section = University.freshSection("PHY2005", 8, 10);
    List<LineRequest> requests = new ArrayList<>(everybody(section, 24));
    for (int i = 0; i < 8; i++) {
      requests.add(drop(section, 25 + i, student(i), i + 1));
    }
    Collections.shuffle(requests, new java.util.Random(7));
    sections.journal(requests);

    together(6, () -> worker.workOff(section));

    assertThat(undecided(section)).isZero();
    assertConsistent(section);
  }

  @Test
  void aReviewWaitsAsLongAsNoSeatDependsOnIt() {
    SectionId section = University.freshSection("SPO2005", 1, 5);
    sections.journal(everybody(section, 3));
    worker.workOff(section);
    var other = new SectionId("SPO2005-02");
    sections.journal(List.of(enroll(other, 1, student(1))));
    worker.workOff(other);
    postponeReviews(section);
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);

    sections.journal(List.of(enroll(section, 4, student(3))));
    worker.workOff(section);
    assertThat(line.waitlist(section)).isEqualTo(numbers(2, 4));

    sections.journal(List.of(drop(section, 5, student(0), 1)));
    worker.workOff(section);
    assertThat(states(section))
        .containsExactly("dropped", "waitlisted", "admitted", "waitlisted", "done");
    assertThat(line.waitlist(section)).isEqualTo(numbers(4, 4));
    assertConsistent(section);

    // With a free seat it does not wait for anybody to ask.
    sections.journal(List.of(drop(other, 2, student(1), 1)));
    worker.workOff(other);
    postponeReviews(section);
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);
    University.changeCapacity(section, 3);
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);
    worker.workOff(section);
    assertThat(states(section))
        .containsExactly("dropped", "admitted", "admitted", "admitted", "done");
    assertConsistent(section);
  }

  private static void postponeReviews(SectionId section) {
    writer()
        .execute(
            "UPDATE waitlist_review SET since = since + INTERVAL 1 HOUR WHERE section_id = '%s'"
                .formatted(section.value()));
  }

  @Test
  void theLineKnowsWhoWaitsAndWhoseReceiptIsLive() {
    SectionId section = University.freshSection("PHY2006", 1, 2);
    line.put(enroll(section, 1, student(0)));
    line.put(enroll(section, 2, student(1)));
    worker.workOff(section);
    assertThat(line.waitlist(section)).isEqualTo(numbers(2, 2));

    line.put(drop(section, 3, student(0), 1));
    worker.workOff(section);

    assertThat(line.waitlist(section)).isEmpty();
    assertThat(line.shown(section, 1).state()).isEqualTo(RequestState.DROPPED);
    assertThat(line.shown(section, 2).state()).isEqualTo(RequestState.ADMITTED);
    assertThat(line.shown(section, 3).state()).isEqualTo(RequestState.DONE);
  }

  @Test
  void aPromotionThatACrashLeftUntoldIsToldByTheNext() {
    SectionId section = University.freshSection("PHY2007", 1, 2);
    line.put(enroll(section, 1, student(0)));
    line.put(enroll(section, 2, student(1)));
    worker.workOff(section);
    line.put(drop(section, 3, student(0), 1));

    assertThatThrownBy(() -> worker.with(new LineThatIsCutOff(line)).run(section, MAX))
        .hasMessage("killed before telling the line");
    assertThat(line.shown(section, 2).state()).isEqualTo(RequestState.WAITLISTED);
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);
    worker.workOff(section);

    assertThat(line.shown(section, 1).state()).isEqualTo(RequestState.DROPPED);
    assertThat(line.shown(section, 2).state()).isEqualTo(RequestState.ADMITTED);
    assertThat(line.shown(section, 3).state()).isEqualTo(RequestState.DONE);
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);
  }

  @Test
  void moreSeatsThanAreLookedAtTogetherAllFindTheirOwners() {
    int waiting = WaitlistConfig.WAITLIST_LOOK + 50;
    SectionId section = University.freshSection("PHY2008", 1, waiting);
    sections.journal(everybody(section, 1 + waiting));
    worker.workOff(section);

    University.addSeats(section, waiting);
    worker.workOff(section);

    assertThat(seats(section)).isEqualTo(waiting);
    assertConsistent(section);
  }

  /** P1, P6 and the section's own sums. */
  private static void assertConsistent(SectionId section) {
    String id = section.value();
    assertThat(isOversold(section)).isFalse();
    assertThat(writer().number("SELECT taken FROM section WHERE id = '%s'".formatted(id)))
        .isEqualTo(seats(section));
    assertThat(waitlisted(section))
        .isEqualTo(
            writer()
                .number(
                    "SELECT COUNT(*) FROM waitlist_entry WHERE skipped IS NULL AND section_id = '%s'"
                        .formatted(id)));
    assertThat(
            writer()
                .number(
                    """
                SELECT COUNT(*) FROM section s JOIN waitlist_entry w ON w.section_id = s.id
                LEFT JOIN enrollment e ON e.student_id = w.student_id AND e.course_id = s.course_id
                WHERE s.id = '%s' AND s.taken < s.capacity AND e.student_id IS NULL\
                """
                        .formatted(id)))
        .as("eligible students waiting beside a free seat")
        .isZero();
  }

  private static List<String> waitlist(SectionId section) {
    return writer()
        .column(
            "SELECT number FROM waitlist_entry WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }

  private static List<String> mailKinds(SectionId section, long counter) {
    return writer()
        .column(
            """
            SELECT kind FROM mail_intent WHERE section_id = '%s' AND number = %d
            ORDER BY batch_id IS NOT NULL, id, batch_id\
            """
                .formatted(section.value(), (1L << 40) + counter));
  }
}
