package io.sugang.waitlist.application.operate;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.seats;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.application.decide.TestWorker.MAX;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.decide.ForwardingStore;
import io.sugang.waitlist.application.decide.JournalRequests;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionTransaction;
import io.sugang.waitlist.application.decide.TestWorker;
import io.sugang.waitlist.application.operate.ReopenQuarantined.Result;
import io.sugang.waitlist.application.recover.LineOpener;
import io.sugang.waitlist.application.recover.OpenLine;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request that could not be judged is decided once its cause is gone, at its own number. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class ReopenQuarantinedIT {

  private static final StudentId LATE = new StudentId("9999000001");

  @Inject ReopenQuarantined reopenQuarantined;
  @Inject SectionStore sections;
  @Inject JournalRequests journal;
  @Inject OpenLine line;
  @Inject LineOpener opener;
  @Inject TestWorker worker;
  @Inject RedisDataSource redis;
  @Inject WaitlistConfig config;
  @Inject Clock clock;

  private SectionId section;

  @BeforeEach
  void open() {
    opener.open();
    forget();
  }

  @AfterEach
  void forget() {
    for (String table : List.of("enrollment", "waitlist_entry", "student")) {
      String column = table.equals("student") ? "id" : "student_id";
      writer().execute("DELETE FROM %s WHERE %s = '%s'".formatted(table, column, LATE.value()));
    }
  }

  @Test
  void itIsUndecidedAgainAndDecidedWithAllThatGoesWithIt() throws InterruptedException {
    LineRequest late = quarantined("EDU1001", 5, 0);
    enrol();

    assertThat(reopenQuarantined.reopen(late)).isEqualTo(Result.REOPENED);

    assertThat(states(section)).containsExactly("waiting");
    assertThat(line.peek(section, MAX)).containsExactly(late);
    assertThat(worker.workOff(section)).isTrue();
    assertThat(states(section)).containsExactly("admitted");
    assertThat(line.shown(section, 1).state()).isEqualTo(RequestState.ADMITTED);
    assertThat(line.peek(section, MAX)).isEmpty();
    assertThat(mails()).containsExactly("admitted");
    assertThat(count("request WHERE reopened_at IS NOT NULL")).isEqualTo(1);
  }

  /** P4: from reopening on it is first. */
  @Test
  void itComesBeforeAllThatIsUndecided() throws InterruptedException {
    LineRequest late = quarantined("EDU1002", 1, 0);
    enrol();
    var unused = journal.record(List.of(enroll(section, 2, student(0))));

    reopens(reopenQuarantined.reopen(late));
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).containsExactly("admitted", "refused");
  }

  /** P6. */
  @Test
  void itTakesNoSeatThatSomebodyOnTheWaitlistIsDue() throws InterruptedException {
    LineRequest late = quarantined("EDU1003", 1, 5);
    enrol();
    var unused =
        journal.record(List.of(enroll(section, 2, student(0)), enroll(section, 3, student(1))));
    assertThat(worker.workOff(section)).isTrue();
    assertThat(states(section)).containsExactly("quarantined", "admitted", "waitlisted");

    University.addSeats(section, 2);
    reopens(reopenQuarantined.reopen(late));
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).containsExactly("waitlisted", "admitted", "admitted");
  }

  @Test
  void whatItsStudentAskedForSinceCountsWhetherDecidedOrNot() throws InterruptedException {
    LineRequest late = quarantined("EDU1004", 5, 0);
    enrol();
    var unused = journal.record(List.of(enroll(section, 2, LATE)));

    reopens(reopenQuarantined.reopen(late));

    assertThat(states(section)).containsExactly("refused", "waiting");
    assertThat(line.shown(section, 1).reason()).contains(RefusalRule.DUPLICATE_OF);
    assertThat(worker.workOff(section)).isTrue();
    assertThat(states(section)).containsExactly("refused", "admitted");
    assertThat(mails()).as("a duplicate is no news").containsExactly("admitted");
  }

  @Test
  void whatItsStudentAskedForSinceCountsIfOnlyTheLineKnowsIt() throws InterruptedException {
    LineRequest late = quarantined("EDU2005", 5, 0);
    enrol();
    LineRequest again = enroll(section, 2, LATE);
    showUndecided(again);

    reopens(reopenQuarantined.reopen(late));

    assertThat(states(section)).containsExactly("refused");
    assertThat(worker.workOff(section)).isTrue();
    assertThat(states(section)).containsExactly("refused", "admitted");
  }

  /** Its student was told that there is nothing to drop, or that it is withdrawn. */
  @Test
  void whatItsStudentDroppedStaysDropped() throws InterruptedException {
    LineRequest late = quarantined("CHE2005", 5, 0);
    enrol();
    var unused = journal.record(List.of(drop(section, 2, LATE, 1)));
    assertThat(worker.workOff(section)).isTrue();
    assertThat(states(section)).containsExactly("quarantined", "refused");

    reopens(reopenQuarantined.reopen(late));
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).containsExactly("withdrawn", "refused");
    assertThat(line.shown(section, 1).state()).isEqualTo(RequestState.WITHDRAWN);
    assertThat(seats(section)).isZero();
  }

  /** The line learns of a decision after its commit, when the lock is free already. */
  @Test
  void whatTheLineShowsAsUndecidedMayBeDecided() throws InterruptedException {
    LineRequest late = quarantined("CHE2006", 5, 0);
    enrol();
    LineRequest again = enroll(section, 2, LATE);
    var unused = journal.record(List.of(again));
    writer()
        .execute(
            "UPDATE request SET state = 'refused', reason = 'section-full', decided_at = NOW(3) WHERE section_id = '%s' AND number = %s"
                .formatted(section.value(), number(2)));
    showUndecided(again);

    reopens(reopenQuarantined.reopen(late));
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).containsExactly("admitted", "refused");
    assertThat(line.peek(section, MAX)).isEmpty();
  }

  private void showUndecided(LineRequest request) {
    line.put(request);
    var unused =
        redis.execute(
            "HSET",
            new LineKeys(section).live(),
            request.student().value(),
            request.number() + "|" + request.acceptedAt().toEpochMilli());
  }

  @Test
  void aDropIsCarriedOutAfterAll() throws InterruptedException {
    section = University.freshSection("EDU2006", 5);
    enrol();
    var unused = journal.record(List.of(enroll(section, 1, LATE), drop(section, 2, LATE, 1)));
    writer()
        .execute(
            "UPDATE request SET state = 'quarantined', reason = 'failed-alone', decided_at = NOW(3) WHERE section_id = '%s' AND number = %s"
                .formatted(section.value(), number(2)));
    assertThat(worker.workOff(section)).isTrue();
    assertThat(states(section)).containsExactly("admitted", "quarantined");

    reopens(reopenQuarantined.reopen(drop(section, 2, LATE, 1)));
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).containsExactly("dropped", "done");
  }

  /** Only a dead letter reopens; SQS may deliver the first message again at any time. */
  @Test
  void aLateDuplicateOfItsMessageChangesNothing() {
    LineRequest late = quarantined("EDU2007", 5, 0);
    enrol();

    // Not by journal.record, which knows that this process decided it.
    assertThat(sections.journal(List.of(late))).isEmpty();
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).containsExactly("quarantined");
  }

  @Test
  void whatIsDecidedStaysAsItIs() throws InterruptedException {
    LineRequest late = quarantined("EDU2008", 5, 0);
    enrol();

    reopens(reopenQuarantined.reopen(late));
    assertThat(reopenQuarantined.reopen(late)).isEqualTo(Result.NOT_QUARANTINED);
    assertThat(worker.workOff(section)).isTrue();
    assertThat(reopenQuarantined.reopen(late)).isEqualTo(Result.NOT_QUARANTINED);

    assertThat(states(section)).containsExactly("admitted");
    assertThat(line.peek(section, MAX)).isEmpty();
  }

  @Test
  void whoeverAsksForAnothersNumberReopensNothing() throws InterruptedException {
    quarantined("EDU3009", 5, 0);
    enrol();

    assertThat(reopenQuarantined.reopen(enroll(section, 1, student(0))))
        .isEqualTo(Result.NOT_QUARANTINED);

    assertThat(states(section)).containsExactly("quarantined");
  }

  @Test
  void withoutItsStudentItIsQuarantinedAgain() throws InterruptedException {
    LineRequest late = quarantined("EDU3010", 5, 0);

    reopens(reopenQuarantined.reopen(late));
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).containsExactly("quarantined");
    assertThat(line.shown(section, 1).reason()).contains(DeadLetterCause.UNKNOWN_STUDENT);
    assertThat(line.peek(section, MAX)).isEmpty();
  }

  @Test
  void aLineThatIsClosedIsRebuiltWithIt() throws InterruptedException {
    LineRequest late = quarantined("EDU3011", 5, 0);
    enrol();
    var unused = redis.execute("FLUSHALL");

    assertThat(reopenQuarantined.reopen(late)).isEqualTo(Result.REOPENED);
    for (int look = 0; look < 20 && line.heads(List.of(section)).isEmpty(); look++) {
      opener.open();
    }

    assertThat(line.peek(section, MAX)).containsExactly(late);
    assertThat(worker.workOff(section)).isTrue();
    assertThat(states(section)).containsExactly("admitted");
  }

  /** The line may have it back before the commit fails; the next look puts that right. */
  @Test
  void aCommitThatFailsLeavesItQuarantined() {
    LineRequest late = quarantined("EDU3012", 5, 0);
    enrol();
    var failing =
        new ForwardingStore(sections) {
          @Override
          public SectionTransaction change(SectionTransaction entry) {
            return new ForwardingTransaction(entry) {
              @Override
              public void commit() {
                throw new TryAgainException("the writer is away", null);
              }
            };
          }
        };

    assertThatThrownBy(() -> new ReopenQuarantined(failing, line, config, clock).reopen(late))
        .isInstanceOf(SectionStore.TryAgainException.class);
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).containsExactly("quarantined");
    assertThat(line.shown(section, 1).state()).isEqualTo(RequestState.QUARANTINED);
    assertThat(line.peek(section, MAX)).isEmpty();
  }

  @Test
  void manyAtOnceWhileItsSectionIsDecidedReopenItOnce() throws Exception {
    LineRequest late = quarantined("CHE1001", 50, 0);
    enrol();
    var others = new ArrayList<LineRequest>();
    for (int i = 2; i <= 60; i++) {
      others.add(enroll(section, i, student(i)));
    }
    var unused = journal.record(others);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> results = new ArrayList<>();
      Future<Boolean> decided = threads.submit(() -> worker.workOff(section));
      for (int i = 0; i < 8; i++) {
        results.add(threads.submit(() -> reopenQuarantined.reopen(late)));
      }
      int reopened = 0;
      for (Future<Result> result : results) {
        reopened += result.get() == Result.REOPENED ? 1 : 0;
      }
      assertThat(reopened).isEqualTo(1);
      assertThat(decided.get()).isTrue();
    }
    assertThat(worker.workOff(section)).isTrue();

    assertThat(states(section)).doesNotContain("quarantined", "waiting");
    assertThat(seats(section)).isEqualTo(50);
    assertThat(line.peek(section, MAX)).isEmpty();
  }

  /** A section in which the request of a student of whom there is no record is number 1. */
  private LineRequest quarantined(String course, int capacity, int waitlistLimit) {
    section = University.freshSection(course, capacity, waitlistLimit);
    LineRequest late = enroll(section, 1, LATE);
    var unused = journal.record(List.of(late));
    assertThat(worker.workOff(section)).isTrue();
    assertThat(states(section)).containsExactly("quarantined");
    return late;
  }

  private static void reopens(Result result) {
    assertThat(result).isEqualTo(Result.REOPENED);
  }

  private static void enrol() {
    writer()
        .execute(
            """
            INSERT INTO student (id, name_ko, name_en, email, language, year, department_id, max_credits)
            SELECT '%s', name_ko, name_en, email, language, year, department_id, max_credits FROM student LIMIT 1\
            """
                .formatted(LATE.value()));
  }

  private List<String> mails() {
    return writer()
        .column("SELECT kind FROM mail_intent WHERE section_id = '%s'".formatted(section.value()));
  }

  private long count(String rows) {
    return writer()
        .number("SELECT COUNT(*) FROM %s AND section_id = '%s'".formatted(rows, section.value()));
  }
}
