package io.sugang.waitlist.application.decide;

import static io.sugang.waitlist.Requests.drop;
import static io.sugang.waitlist.Requests.enroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.LocalStack;
import io.sugang.waitlist.Office;
import io.sugang.waitlist.application.BookThatForgets;
import io.sugang.waitlist.application.BookWithLostCommitAnswer;
import io.sugang.waitlist.application.BookWithoutWaitlist;
import io.sugang.waitlist.application.LineThatHidesItsHead;
import io.sugang.waitlist.application.LineThatIsCutOff;
import io.sugang.waitlist.application.OpenLine;
import io.sugang.waitlist.application.UnlockedBook;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.outbound.mysql.CanaryBook;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Admission against the real writer and Redis, with batches run by the test itself. Each promise is
 * judged by a question to the tables; its canary asks the same question with the protection off,
 * and must hear another answer.
 */
@QuarkusTest
@WithTestResource(LocalStack.class)
class AdmitBatchIT {

  private static final int MAX = 100;

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject Clock clock;
  @Inject Vertx vertx;
  @Inject WaitlistConfig config;

  @Test
  void twoWorkersOnOneSectionNeverOversellIt() throws Exception {
    SectionId section = Office.freshSection("MAT1001", 10);
    sections.journal(everybody(section, 60));

    together(8, () -> workOff(book, section));

    assertThat(seats(section)).isEqualTo(10);
    assertThat(oversold(section)).isFalse();
    assertThat(undecided(section)).isZero();
  }

  @Test
  void canaryWithoutLockTheSectionIsOversold() throws Exception {
    SectionId section = Office.freshSection("MAT1002", 1);
    sections.journal(List.of(enroll(section, 1, student(0))));
    var both = new CyclicBarrier(2);
    // The table's rule, which looks at the sum of the seats, sees nothing either.
    together(
        List.of(
            () -> decideUnlocked(book, both, enroll(section, 1, student(0))),
            () -> decideUnlocked(book, both, enroll(section, 2, student(1)))));

    assertThat(oversold(section)).isTrue();
    Office.freshSection("MAT1002", 1);
  }

  @Test
  void theDatabaseItselfRefusesToOversell() {
    SectionId section = Office.freshSection("MAT1003", 5);

    assertThatThrownBy(
            () ->
                Office.execute(
                    "UPDATE section SET taken = 6 WHERE id = '%s'".formatted(section.value())))
        .rootCause()
        .hasMessageContaining("section_never_oversold");
  }

  @Test
  void oneStudentGetsOneSeatInTwoSectionsOfACourseThatDecideAtOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      SectionId first = Office.freshSection("MAT1004", 5);
      var second = new SectionId("MAT1004-02");
      sections.journal(List.of(enroll(first, 1, student(0)), enroll(second, 1, student(0))));

      together(List.of(() -> workOff(book, first), () -> workOff(book, second)));

      assertThat(seatsInCourse("MAT1004", student(0))).isEqualTo(1);
      assertThat(undecided(first) + undecided(second)).isZero();
    }
  }

  @Test
  void canaryWithoutStudentLocksAndKeyOneStudentGetsTwoSeatsInACourse() throws Exception {
    SectionId first = Office.freshSection("MAT2005", 5);
    var second = new SectionId("MAT2005-02");
    try (var canary = CanaryBook.open(vertx, config)) {
      Office.execute(
          "ALTER TABLE canary.enrollment DROP KEY enrollment_in_one_section_of_a_course");
      var both = new CyclicBarrier(2);
      together(
          List.of(
              () -> decideUnlocked(canary.book(), both, enroll(first, 1, student(0))),
              () -> decideUnlocked(canary.book(), both, enroll(second, 1, student(0)))));

      assertThat(
              Office.number(
                  "SELECT COUNT(*) FROM canary.enrollment WHERE course_id = 'MAT2005' AND student_id = '%s'"
                      .formatted(student(0).value())))
          .isEqualTo(2);
    }
  }

  /** Each sees its own request, and what was there before the other's commit. */
  private AdmitBatch.Result decideUnlocked(
      SectionStore of, CyclicBarrier both, LineRequest request) {
    return new AdmitBatch(new UnlockedBook(of, both, List.of(request)), line, clock)
        .run(request.section(), MAX);
  }

  @Test
  void requestsAreDecidedInTheOrderOfTheirNumbersHoweverTheyArrive() throws Exception {
    SectionId section = Office.freshSection("MAT2006", 7);
    List<LineRequest> shuffled = new ArrayList<>(everybody(section, 30));
    Collections.shuffle(shuffled, new java.util.Random(2027));
    sections.journal(shuffled.subList(0, 15));
    sections.journal(shuffled.subList(15, 30));

    workOff(book, section);

    assertThat(admittedNumbers(section)).isEqualTo(numbers(1, 7));
  }

  @Test
  void aLineEntryIsDecidedInItsTurnBeforeItsMessageArrives() {
    SectionId section = Office.freshSection("MAT2007", 1);
    line.put(enroll(section, 1, student(0)));
    sections.journal(List.of(enroll(section, 2, student(1))));

    workOff(book, section);

    assertThat(admittedNumbers(section)).isEqualTo(numbers(1, 1));
    assertThat(line.peek(section, MAX)).isEmpty();
  }

  @Test
  void aRedeliveredRequestChangesNothing() {
    SectionId section = Office.freshSection("MAT2008", 5);
    List<LineRequest> requests = everybody(section, 3);
    sections.journal(requests);
    workOff(book, section);
    List<String> before = rows(section);

    sections.journal(requests);
    workOff(book, section);

    assertThat(rows(section)).isEqualTo(before);
    assertThat(mails(section)).isEqualTo(3);
  }

  @Test
  void whatWasCommittedBeforeACrashIsToldAfterwards() {
    SectionId section = Office.freshSection("MAT3009", 2);
    everybody(section, 3).forEach(line::put);

    assertThatThrownBy(
            () -> new AdmitBatch(book, new LineThatIsCutOff(line), clock).run(section, MAX))
        .hasMessage("killed before telling the line");
    assertThat(line.peek(section, MAX)).hasSize(3);
    assertThat(undecided(section)).isZero();
    workOff(book, section);

    assertThat(line.peek(section, MAX)).isEmpty();
    assertThat(seats(section)).isEqualTo(2);
    assertThat(mails(section)).isEqualTo(3);
  }

  @Test
  void aCommitWhoseAnswerIsLostIsFoundOutUnderTheLockAndNotRepeated() {
    SectionId section = Office.freshSection("MAT3010", 2);
    everybody(section, 3).forEach(line::put);

    assertThatThrownBy(
            () -> new AdmitBatch(new BookWithLostCommitAnswer(book), line, clock).run(section, MAX))
        .isInstanceOf(SectionStore.TryAgainException.class);
    assertThat(line.peek(section, MAX)).as("nobody is told a maybe").hasSize(3);
    workOff(book, section);

    assertThat(line.peek(section, MAX)).isEmpty();
    assertThat(seats(section)).isEqualTo(2);
    assertThat(mails(section)).isEqualTo(3);
  }

  @Test
  void canaryWithoutTheLookUnderTheLockAnUnknownCommitIsRepeated() {
    SectionId section = Office.freshSection("MAT3012", 2);
    everybody(section, 3).forEach(line::put);
    assertThatThrownBy(
            () -> new AdmitBatch(new BookWithLostCommitAnswer(book), line, clock).run(section, MAX))
        .isInstanceOf(SectionStore.TryAgainException.class);

    // The table's keys are what is left: they refuse the second seat of a receipt, and the batch
    // with it.
    assertThatThrownBy(
            () -> new AdmitBatch(new BookThatForgets(book), line, clock).run(section, MAX))
        .isInstanceOf(BatchFailedException.class)
        .hasCauseInstanceOf(SectionStore.RefusedException.class);
    workOff(book, section);
  }

  @Test
  void canaryALineThatHidesItsHeadIsHeardByTheOrderOfDecisions() {
    SectionId section = Office.freshSection("MAT2015", 1);
    everybody(section, 3).forEach(line::put);

    new AdmitBatch(book, new LineThatHidesItsHead(line), clock).run(section, MAX);

    assertThat(admittedNumbers(section)).isNotEqualTo(numbers(1, 1));
    workOff(book, section);
  }

  @Test
  void aFullSectionPutsStudentsOnItsWaitlistUpToItsLimit() {
    SectionId section = Office.freshSection("PHY1001", 2, 3);
    sections.journal(everybody(section, 7));

    workOff(book, section);

    assertThat(states(section))
        .containsExactly(
            "admitted", "admitted", "waitlisted", "waitlisted", "waitlisted", "refused", "refused");
    assertThat(mailKinds(section, 3)).containsExactly("waitlisted");
    assertThat(waitlist(section)).isEqualTo(numbers(3, 5));
    assertConsistent(section);
  }

  @Test
  void aFreedSeatGoesToTheWaitlistBeforeTheNextRequestOfTheLine() {
    SectionId section = Office.freshSection("PHY1002", 1, 2);
    sections.journal(everybody(section, 2));
    workOff(book, section);

    sections.journal(List.of(drop(section, 3, student(0), 1), enroll(section, 4, student(2))));
    workOff(book, section);

    assertThat(admittedNumbers(section)).isEqualTo(numbers(2, 2));
    assertThat(states(section)).containsExactly("dropped", "admitted", "done", "waitlisted");
    assertThat(mailKinds(section, 2)).containsExactly("waitlisted", "promoted");
    assertThat(mailKinds(section, 3)).containsExactly("dropped");
    assertConsistent(section);
  }

  @Test
  void canaryWithoutTheLookAtTheWaitlistTheNextRequestTakesTheFreedSeat() {
    SectionId section = Office.freshSection("PHY1003", 1, 2);
    sections.journal(everybody(section, 2));
    workOff(book, section);

    sections.journal(List.of(drop(section, 3, student(0), 1), enroll(section, 4, student(2))));
    new AdmitBatch(new BookWithoutWaitlist(book), line, clock).run(section, MAX);

    assertThat(admittedNumbers(section)).isEqualTo(numbers(4, 4));
  }

  @Test
  void anAddedSeatGoesToTheFirstEligibleOfTheWaitlist() {
    SectionId section = Office.freshSection("PHY1004", 1, 5);
    sections.journal(everybody(section, 4));
    workOff(book, section);
    // The first in rank sits in the other section of the course meanwhile.
    var other = new SectionId("PHY1004-02");
    sections.journal(List.of(enroll(other, 1, student(1))));
    workOff(book, other);

    Office.execute(
        "UPDATE section SET capacity = 2, version = version + 1 WHERE id = '%s'"
            .formatted(section.value()));
    Office.makeDue(section);
    workOff(book, section);

    assertThat(states(section)).containsExactly("admitted", "waitlisted", "admitted", "waitlisted");
    assertConsistent(section);

    // Giving that seat back makes the first one eligible again, and the section due.
    sections.journal(List.of(drop(other, 2, student(1), 1)));
    workOff(book, other);
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);
    Office.execute(
        "UPDATE section SET capacity = 3, version = version + 1 WHERE id = '%s'"
            .formatted(section.value()));
    workOff(book, section);
    assertThat(states(section)).containsExactly("admitted", "admitted", "admitted", "waitlisted");
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);
  }

  @Test
  void whoCannotTakeASeatKeepsThePlaceOutsideLimitAndRankUntilItCan() {
    SectionId section = Office.freshSection("STA2005", 1, 1);
    sections.journal(everybody(section, 2));
    workOff(book, section);
    var other = new SectionId("STA2005-02");
    sections.journal(List.of(enroll(other, 1, student(1))));
    workOff(book, other);
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);

    // Who waits at the limit holds another section's seat, so the next one has room.
    sections.journal(List.of(enroll(section, 3, student(2))));
    workOff(book, section);

    assertThat(states(section)).containsExactly("admitted", "waitlisted", "waitlisted");
    assertThat(line.waitlist(section)).isEqualTo(numbers(3, 3));
    assertThat(line.told(section, 2).reason()).isEqualTo("course-already-taken");
    assertThat(line.told(section, 2).facts()).containsEntry("section", other.value());
    assertConsistent(section);

    // Once eligible again, it is back at its number, above the limit.
    sections.journal(List.of(drop(other, 2, student(1), 1)));
    workOff(book, other);
    workOff(book, section);
    assertThat(line.waitlist(section)).isEqualTo(numbers(2, 3));
    assertThat(line.told(section, 2).reason()).isNull();
    assertConsistent(section);

    sections.journal(List.of(drop(section, 4, student(0), 1)));
    workOff(book, section);
    assertThat(states(section)).containsExactly("dropped", "admitted", "waitlisted", "done");
    assertConsistent(section);
  }

  @Test
  void whoIsPassedOverMayLeaveTheWaitlist() {
    SectionId section = Office.freshSection("STA2006", 1, 1);
    sections.journal(everybody(section, 2));
    workOff(book, section);
    var other = new SectionId("STA2006-02");
    sections.journal(List.of(enroll(other, 1, student(1))));
    workOff(book, other);
    workOff(book, section);

    sections.journal(List.of(drop(section, 3, student(1), 2)));
    workOff(book, section);

    assertThat(states(section)).containsExactly("admitted", "dropped", "done");
    assertThat(waitlist(section)).isEmpty();
    assertConsistent(section);
  }

  @Test
  void dropsAndRequestsThatArriveTogetherOverManyWorkersLeaveNoSeatFreeWhileSomebodyWaits()
      throws Exception {
    SectionId section = Office.freshSection("PHY2005", 8, 10);
    List<LineRequest> requests = new ArrayList<>(everybody(section, 24));
    for (int i = 0; i < 8; i++) {
      requests.add(drop(section, 25 + i, student(i), i + 1));
    }
    Collections.shuffle(requests, new java.util.Random(7));
    sections.journal(requests);

    together(6, () -> workOff(book, section));

    assertThat(undecided(section)).isZero();
    assertConsistent(section);
  }

  @Test
  void theLineKnowsWhoWaitsAndWhoseReceiptIsLive() {
    SectionId section = Office.freshSection("PHY2006", 1, 2);
    line.put(enroll(section, 1, student(0)));
    line.put(enroll(section, 2, student(1)));
    workOff(book, section);
    assertThat(line.waitlist(section)).isEqualTo(numbers(2, 2));

    line.put(drop(section, 3, student(0), 1));
    workOff(book, section);

    assertThat(line.waitlist(section)).isEmpty();
    assertThat(line.told(section, 1).state()).isEqualTo("dropped");
    assertThat(line.told(section, 2).state()).isEqualTo("admitted");
    assertThat(line.told(section, 3).state()).isEqualTo("done");
  }

  @Test
  void aPromotionThatACrashLeftUntoldIsToldByTheNext() {
    SectionId section = Office.freshSection("PHY2007", 1, 2);
    line.put(enroll(section, 1, student(0)));
    line.put(enroll(section, 2, student(1)));
    workOff(book, section);
    line.put(drop(section, 3, student(0), 1));

    assertThatThrownBy(
            () -> new AdmitBatch(book, new LineThatIsCutOff(line), clock).run(section, MAX))
        .hasMessage("killed before telling the line");
    assertThat(line.told(section, 2).state()).isEqualTo("waitlisted");
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);
    workOff(book, section);

    assertThat(line.told(section, 1).state()).isEqualTo("dropped");
    assertThat(line.told(section, 2).state()).isEqualTo("admitted");
    assertThat(line.told(section, 3).state()).isEqualTo("done");
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);
  }

  @Test
  void moreSeatsThanAreLookedAtTogetherAllFindTheirOwners() {
    int waiting = AdmitBatch.WAITLIST_LOOK + 50;
    SectionId section = Office.freshSection("PHY2008", 1, waiting);
    sections.journal(everybody(section, 1 + waiting));
    workOff(book, section);

    Office.execute(
        "UPDATE section SET capacity = %d, version = version + 1 WHERE id = '%s'"
            .formatted(waiting, section.value()));
    Office.makeDue(section);
    workOff(book, section);

    assertThat(seats(section)).isEqualTo(waiting);
    assertConsistent(section);
  }

  @Test
  void whoWaitsBehindTheEndOfTheListIsNotTakenForNext() {
    SectionId section = Office.freshSection("MAT3011", 1);
    // The line's list of two ends before number 3, which only the line knows; the journal knows 4.
    everybody(section, 3).forEach(line::put);
    sections.journal(List.of(enroll(section, 4, student(3))));

    new AdmitBatch(book, line, clock).run(section, 2);

    assertThat(
            Office.column(
                "SELECT number FROM request WHERE state <> 'pending' AND section_id = '%s' ORDER BY number"
                    .formatted(section.value())))
        .isEqualTo(numbers(1, 2));
  }

  private boolean workOff(SectionStore sections, SectionId section) {
    var admitBatch = new AdmitBatch(book, line, clock);
    while (!(admitBatch.run(section, 7) instanceof AdmitBatch.Result.Empty)) {
      Thread.onSpinWait();
    }
    return true;
  }

  private static <T> void together(int workers, Callable<T> task) throws Exception {
    together(Collections.nCopies(workers, task));
  }

  private static <T> void together(List<Callable<T>> tasks) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> future : threads.invokeAll(tasks)) {
        var unused = future.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private static StudentId student(int index) {
    return Office.students(index + 1).get(index);
  }

  private static List<LineRequest> everybody(SectionId section, int count) {
    List<StudentId> students = Office.students(count);
    return IntStream.range(0, count)
        .mapToObj(i -> enroll(section, i + 1, students.get(i)))
        .toList();
  }

  private static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> Long.toString((1L << 40) + i)).toList();
  }

  /** P1, P6 and the section's own sums. */
  private static void assertConsistent(SectionId section) {
    String id = section.value();
    assertThat(oversold(section)).isFalse();
    assertThat(Office.number("SELECT taken FROM section WHERE id = '%s'".formatted(id)))
        .isEqualTo(seats(section));
    assertThat(Office.number("SELECT waitlisted FROM section WHERE id = '%s'".formatted(id)))
        .isEqualTo(
            Office.number(
                "SELECT COUNT(*) FROM waitlist_entry WHERE skipped IS NULL AND section_id = '%s'"
                    .formatted(id)));
    assertThat(
            Office.number(
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
    return Office.column(
        "SELECT number FROM waitlist_entry WHERE section_id = '%s' ORDER BY number"
            .formatted(section.value()));
  }

  private static List<String> states(SectionId section) {
    return Office.column(
        "SELECT state FROM request WHERE section_id = '%s' ORDER BY number"
            .formatted(section.value()));
  }

  private static List<String> mailKinds(SectionId section, long counter) {
    return Office.column(
        "SELECT kind FROM mail WHERE section_id = '%s' AND number = %d ORDER BY id"
            .formatted(section.value(), (1L << 40) + counter));
  }

  private static boolean oversold(SectionId section) {
    return seats(section)
        > Office.number("SELECT capacity FROM section WHERE id = '%s'".formatted(section.value()));
  }

  private static long seats(SectionId section) {
    return Office.number(
        "SELECT COUNT(*) FROM enrollment WHERE section_id = '%s'".formatted(section.value()));
  }

  private static long seatsInCourse(String course, StudentId student) {
    return Office.number(
        "SELECT COUNT(*) FROM enrollment WHERE course_id = '%s' AND student_id = '%s'"
            .formatted(course, student.value()));
  }

  private static long undecided(SectionId section) {
    return Office.number(
        "SELECT COUNT(*) FROM request WHERE state = 'pending' AND section_id = '%s'"
            .formatted(section.value()));
  }

  private static long mails(SectionId section) {
    return Office.number(
        "SELECT COUNT(*) FROM mail WHERE section_id = '%s'".formatted(section.value()));
  }

  private static List<String> rows(SectionId section) {
    return Office.column(
        "SELECT CONCAT_WS('|', number, student_id, state, reason, decided_at) FROM request WHERE section_id = '%s' ORDER BY number"
            .formatted(section.value()));
  }

  private static List<String> admittedNumbers(SectionId section) {
    return Office.column(
        "SELECT number FROM enrollment WHERE section_id = '%s' ORDER BY number"
            .formatted(section.value()));
  }
}
