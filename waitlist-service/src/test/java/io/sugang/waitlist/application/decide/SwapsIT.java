package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.admittedStudents;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.Together.together;
import static io.sugang.waitlist.University.everybody;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.University.students;
import static io.sugang.waitlist.application.decide.TestWorker.MAX;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static io.sugang.waitlist.rule.Requests.swap;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.recover.LineOpener;
import io.sugang.waitlist.application.recover.OpenLine;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A seat is given up for another one, and never before that is won. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class SwapsIT {

  private static final int RING = 8;
  private static final int SEATS = 4;

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject LineOpener opener;
  @Inject TestWorker worker;
  @Inject RedisDataSource redis;

  @Test
  void whatIsGivenUpIsReleasedByItsOwnSectionToWhoeverWaitsThere() {
    SectionId has = University.freshSection("HIS1001", 1, 5);
    SectionId wants = University.freshSection("HIS1002", 1);
    decide(everybody(has, 2));

    decide(List.of(swap(wants, 1, student(0), has, 1)));

    assertThat(admittedStudents(wants)).containsExactly(student(0).value());
    assertThat(admittedStudents(has)).isEmpty();
    assertThat(taken(has)).as("taken until the section's own next commit").isOne();
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(has);

    worker.workOff(has);

    assertThat(admittedStudents(has)).containsExactly(student(1).value());
    assertThat(taken(has)).isOne();
    assertThat(states(has)).containsExactly("dropped", "admitted");
    assertThat(line.shown(has, 1).state()).isEqualTo(RequestState.DROPPED);
    assertThat(redis.execute("HGET", new LineKeys(has).live(), student(0).value())).isNull();
    assertThat(line.shown(wants, 1).source()).contains(has);
    assertThat(mails(wants)).containsExactly("admitted");
    assertThat(mails(has)).as("of the swap there is one mail").doesNotContain("dropped");
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(has);
  }

  @Test
  void canaryASectionThatForgetsWhatIsGivenUpKeepsASeatFromWhoeverWaits() {
    SectionId has = University.freshSection("HIS1003", 1, 5);
    SectionId wants = University.freshSection("HIS1004", 1);
    decide(everybody(has, 2));
    decide(List.of(swap(wants, 1, student(0), has, 1)));
    sections.journal(List.of(enroll(has, 3, student(2))));
    var forgetful =
        new ForwardingStore(sections) {
          @Override
          public SectionTransaction change(SectionTransaction entry) {
            return new ForwardingTransaction(entry) {
              @Override
              public List<Released> takeReleased(SectionId section) {
                var unused = super.takeReleased(section);
                return List.of();
              }
            };
          }
        };

    var unused = worker.with(forgetful).run(has, MAX);
    worker.workOff(has);

    assertThat(admittedStudents(has)).isEmpty();
    assertThat(taken(has)).isOne();
  }

  /** Whoever takes a request out serves nobody; the seat must not be forgotten with that. */
  @Test
  void aSeatThatIsReleasedWhileARequestIsTakenOutIsServedAfterwards() {
    SectionId has = University.freshSection("HIS4015", 1, 5);
    SectionId wants = University.freshSection("HIS3010", 1);
    decide(everybody(has, 2));
    decide(List.of(swap(wants, 1, student(0), has, 1)));
    sections.journal(List.of(enroll(has, 3, student(2))));

    var unused = worker.with(sections).quarantine(has, number(3));

    assertThat(states(has)).containsExactly("dropped", "waitlisted", "quarantined");
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(has);
    worker.workOff(has);
    assertThat(admittedStudents(has)).containsExactly(student(1).value());
  }

  @Test
  void whoWaitsForTheOtherSeatKeepsThisOneUntilThen() {
    SectionId has = University.freshSection("HIS2005", 1);
    SectionId wants = University.freshSection("HIS2006", 1, 5);
    decide(List.of(enroll(wants, 1, student(1)), enroll(has, 1, student(0))));
    decide(List.of(swap(wants, 2, student(0), has, 1)));
    assertThat(states(wants)).containsExactly("admitted", "waitlisted");
    assertThat(admittedStudents(has)).containsExactly(student(0).value());

    decide(List.of(drop(wants, 3, student(1), 1)));
    worker.workOff(has);

    assertThat(admittedStudents(wants)).containsExactly(student(0).value());
    assertThat(taken(has)).isZero();
    assertThat(mails(wants)).contains("waitlisted", "promoted");
  }

  /** She would lose both, though she never had the other one. */
  @Test
  void whoLeavesTheWaitlistInTheVeryMomentInWhichASeatComesFreeKeepsHers() {
    SectionId has = University.freshSection("HIS3011", 1);
    SectionId wants = University.freshSection("HIS3012", 1, 5);
    decide(List.of(enroll(wants, 1, student(1)), enroll(has, 1, student(0))));
    decide(List.of(swap(wants, 2, student(0), has, 1), enroll(wants, 3, student(2))));

    sections.journal(List.of(drop(wants, 4, student(1), 1), drop(wants, 5, student(0), 2)));
    var unused = worker.decide(wants);
    worker.workOff(has);

    assertThat(admittedStudents(has)).containsExactly(student(0).value());
    assertThat(admittedStudents(wants)).containsExactly(student(2).value());
    assertThat(states(wants)).containsExactly("dropped", "dropped", "admitted", "done", "done");
    assertThat(mails(wants)).containsOnlyOnce("promoted").containsOnlyOnce("left");
  }

  /** The drop was on its way when the swap won: what is left is not taken from her, too. */
  @Test
  void whoAskedToLeaveBeforeTheSwapWonKeepsWhatItWon() {
    SectionId has = University.freshSection("PUB1001", 1);
    SectionId wants = University.freshSection("PUB1002", 1, 5);
    decide(List.of(enroll(wants, 1, student(1)), enroll(has, 1, student(0))));
    decide(List.of(swap(wants, 2, student(0), has, 1)));
    Instant before = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS);
    decide(List.of(drop(wants, 3, student(1), 1)));
    assertThat(admittedStudents(wants)).containsExactly(student(0).value());

    decide(List.of(dropOf(wants, 4, before)));
    assertThat(line.shown(wants, 4).reason()).contains(RefusalRule.SWAPPED_MEANWHILE);
    assertThat(line.shown(wants, 4).facts()).containsEntry("source", has.value());
    assertThat(admittedStudents(wants)).containsExactly(student(0).value());

    decide(List.of(dropOf(wants, 5, Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS))));
    assertThat(admittedStudents(wants)).isEmpty();
  }

  /** Of the swap with number 2. */
  private static LineRequest dropOf(SectionId section, long counter, Instant acceptedAt) {
    LineRequest drop = drop(section, counter, student(0), 2);
    return new DropRequested(
        section, drop.number(), drop.student(), number(2), acceptedAt, drop.traceparent());
  }

  @Test
  void withoutTheSeatThatWasToBeGivenUpItIsRefusedOrPassedOver() {
    SectionId has = University.freshSection("HIS2007", 2);
    SectionId wants = University.freshSection("HIS2008", 1, 5);
    decide(List.of(enroll(wants, 1, student(9)), enroll(has, 1, student(0))));
    decide(List.of(swap(wants, 2, student(0), has, 1)));

    decide(List.of(drop(has, 2, student(0), 1)));
    worker.workOff(wants);
    decide(List.of(swap(wants, 3, student(1), has, 1)));

    assertThat(states(wants)).containsExactly("admitted", "waitlisted", "refused");
    assertThat(line.shown(wants, 2).reason()).contains(RefusalRule.SWAP_SOURCE_GONE);
    assertThat(line.shown(wants, 3).reason()).contains(RefusalRule.SWAP_SOURCE_GONE);
    decide(List.of(drop(wants, 4, student(9), 1)));
    assertThat(admittedStudents(wants)).isEmpty();
  }

  /** One section of a course for the other; no key of the table is broken in between. */
  @Test
  void theSectionOfACourseIsChanged() {
    SectionId has = University.freshSection("HIS3009", 1);
    var wants = new SectionId("HIS3009-02");
    decide(List.of(enroll(has, 1, student(0))));

    decide(List.of(enroll(wants, 1, student(0)), swap(wants, 2, student(0), has, 1)));

    assertThat(states(wants)).containsExactly("refused", "admitted");
    assertThat(admittedStudents(has)).isEmpty();
  }

  @Test
  void aRebuiltLineKnowsWhatASwapGivesUp() {
    SectionId has = University.freshSection("HIS4013", 2);
    SectionId wants = University.freshSection("HIS4014", 1, 1);
    decide(everybody(has, 2));
    decide(List.of(swap(wants, 1, student(0), has, 1)));
    LineRequest waiting = swap(wants, 2, student(1), has, 2);
    sections.journal(List.of(waiting));

    redis.execute("FLUSHALL");
    redis.execute("SCRIPT", "FLUSH", "SYNC");
    opener.openWhole();

    for (int i = 0; i < 2; i++) {
      assertThat(redis.execute("HGET", new LineKeys(wants).live(), student(i).value()).toString())
          .startsWith(number(i + 1) + "|")
          .endsWith("|" + number(i + 1) + "|" + has);
    }
    worker.workOff(wants);
    assertThat(line.shown(wants, 1).releases()).contains(number(1));
    assertThat(line.shown(wants, 2).source()).contains(has);
  }

  /**
   * Full sections in a ring; everybody wants to change to the next one. One more seat lets all
   * change, one after another, whoever decides where.
   */
  @Test
  void aRingOfFullSectionsTurnsOnceThereIsOneMoreSeat() throws Exception {
    List<SectionId> ring =
        IntStream.range(0, RING)
            .mapToObj(
                i ->
                    University.freshSection("ARC%d0%02d".formatted(i / 4 + 1, i + 1), SEATS, SEATS))
            .toList();
    List<StudentId> students = students(RING * SEATS);
    for (int i = 0; i < RING; i++) {
      decide(ofSection(ring, students, i));
    }
    for (int i = 0; i < RING; i++) {
      decide(swapsInto(ring, students, i));
    }
    assertThat(seatsOf(ring)).isEqualTo(RING * SEATS);

    University.addSeats(ring.getFirst(), SEATS + 1);
    var again = new AtomicInteger();
    var isOver = new AtomicBoolean();
    var deciders = new ArrayList<Callable<Boolean>>();
    ring.forEach(section -> deciders.add(() -> turn(ring, section, isOver, again)));
    ring.reversed().forEach(section -> deciders.add(() -> turn(ring, section, isOver, again)));
    together(deciders);

    assertThat(again.get()).as("deadlocks").isZero();
    for (int i = 0; i < RING; i++) {
      assertThat(admittedStudents(ring.get(i)))
          .containsExactlyInAnyOrderElementsOf(
              swapsInto(ring, students, i).stream().map(r -> r.student().value()).toList());
      assertThat(taken(ring.get(i))).isEqualTo(SEATS);
    }
  }

  /** Until all have changed; everybody has one seat all the time. */
  private boolean turn(
      List<SectionId> ring, SectionId section, AtomicBoolean isOver, AtomicInteger again) {
    AdmitBatch batch = worker.with(sections);
    Instant patience = Instant.now().plusSeconds(60);
    while (!isOver.get()) {
      if (Instant.now().isAfter(patience)) {
        throw new AssertionError("somebody still waits");
      }
      try {
        var unused = batch.run(section, MAX);
      } catch (SectionStore.TryAgainException e) {
        var unused = again.incrementAndGet();
      }
      if (seatsOf(ring) != RING * SEATS) {
        throw new AssertionError("somebody has no seat, or two");
      }
      long waiting =
          writer()
              .number(
                  "SELECT (SELECT COUNT(*) FROM waitlist_entry WHERE section_id IN (%1$s)) + (SELECT COUNT(*) FROM seat_release WHERE section_id IN (%1$s))"
                      .formatted(in(ring)));
      if (waiting == 0) {
        isOver.set(true);
      }
    }
    return true;
  }

  private static List<LineRequest> ofSection(
      List<SectionId> ring, List<StudentId> students, int index) {
    return IntStream.range(0, SEATS)
        .mapToObj(i -> enroll(ring.get(index), i + 1, students.get(index * SEATS + i)))
        .toList();
  }

  private static List<LineRequest> swapsInto(
      List<SectionId> ring, List<StudentId> students, int index) {
    int from = (index + RING - 1) % RING;
    return IntStream.range(0, SEATS)
        .mapToObj(
            i ->
                swap(
                    ring.get(index),
                    SEATS + i + 1,
                    students.get(from * SEATS + i),
                    ring.get(from),
                    i + 1))
        .toList();
  }

  private static String in(List<SectionId> ring) {
    return ring.stream().map(id -> "'" + id + "'").collect(joining(","));
  }

  private static long seatsOf(List<SectionId> ring) {
    return writer()
        .number("SELECT COUNT(*) FROM enrollment WHERE section_id IN (%s)".formatted(in(ring)));
  }

  private void decide(List<LineRequest> requests) {
    sections.journal(requests);
    requests.stream().map(LineRequest::section).distinct().forEach(worker::workOff);
  }

  private static long taken(SectionId section) {
    return writer().number("SELECT taken FROM section WHERE id = '%s'".formatted(section));
  }

  private static List<String> mails(SectionId section) {
    return writer()
        .column("SELECT kind FROM mail_intent WHERE section_id = '%s'".formatted(section));
  }
}
