package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.Tables.waitlisted;
import static io.sugang.waitlist.University.everybody;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.queue.Queue;
import io.sugang.testing.LocalStack;
import io.sugang.testing.Queues;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.recover.OpenLine;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/**
 * One whom the database refuses, for a reason that lasts or that nobody knows, is taken out alone:
 * the next of the waitlist is served, and nobody in the line is harmed.
 */
@QuarkusTest
@WithTestResource(LocalStack.class)
class IsolationIT {

  /** How the database refuses a seat. */
  enum Refusal {
    /** By a constraint, so that trying again is useless. */
    BROKEN_KEY("SET NEW.course_id = 'NOWHERE'"),
    /** By an error of which nobody knows whether it passes. */
    UNKNOWN_ERROR("SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 1644");

    private final String statement;

    Refusal(String statement) {
      this.statement = statement;
    }
  }

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject TestWorker worker;
  @Inject BatchRunner batches;
  @Inject BatchReport report;
  @Inject WaitlistMeters meters;
  @Inject WaitlistConfig config;
  @Inject SqsAsyncClient sqs;
  @Inject Clock clock;

  private SectionId section;
  private int tries;
  private Duration paused;

  @BeforeEach
  void takeOldLetters() {
    var unused = new Queues(sqs).takeDeadLetters(Queue.REQUESTS);
  }

  @AfterEach
  void letAllIn() {
    writer().execute("DROP TRIGGER IF EXISTS refuse_a_seat");
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void aPromotionThatFailsHarmsNeitherTheDropThatFreedTheSeatNorTheNextInRank(Refusal refusal) {
    section = University.freshSection("PHY2005", 1, 5);
    sections.journal(everybody(section, 4));
    workOff();
    refuse(refusal, student(1));

    sections.journal(List.of(drop(section, 5, student(0), 1), enroll(section, 6, student(4))));
    workOff();

    assertThat(states(section))
        .containsExactly("dropped", "waitlisted", "admitted", "waitlisted", "done", "waitlisted");
    assertThat(skipped()).containsExactly(student(1).value() + " promotion-failed");
    assertSetAsideOnce();
    assertThat(line.shown(section, 2).reason()).contains(DeadLetterCause.PROMOTION_FAILED);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void addedSeatsReachTheWholeWaitlistAndTheLineButForTheOne(Refusal refusal) {
    section = University.freshSection("PHY2006", 1, 5);
    sections.journal(everybody(section, 4));
    workOff();
    refuse(refusal, student(2));

    University.addSeats(section, 24);
    List<LineRequest> innocents = new ArrayList<>();
    for (int i = 5; i <= 24; i++) {
      innocents.add(enroll(section, i, student(i - 1)));
    }
    sections.journal(innocents);
    workOff();

    assertThat(states(section).stream().filter("admitted"::equals)).hasSize(23);
    assertThat(skipped()).containsExactly(student(2).value() + " promotion-failed");
    assertSetAsideOnce();
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void anEmptyLineWithADueSectionComesToRest(Refusal refusal) {
    section = University.freshSection("PHY2007", 1, 5);
    sections.journal(everybody(section, 2));
    workOff();
    refuse(refusal, student(1));

    University.addSeats(section, 2);
    workOff();

    assertThat(skipped()).containsExactly(student(1).value() + " promotion-failed");
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);
  }

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void aRequestThatFailsIsQuarantinedAloneAmongTwenty(Refusal refusal) {
    section = University.freshSection("PHY2008", 30);
    refuse(refusal, student(12));

    sections.journal(everybody(section, 20));
    workOff();

    assertThat(
            writer()
                .column(
                    "SELECT student_id FROM request WHERE state = 'quarantined' AND section_id = '%s'"
                        .formatted(section.value())))
        .containsExactly(student(12).value());
    assertThat(states(section).stream().filter("admitted"::equals)).hasSize(19);
  }

  /** A kept seat is free all the time, while somebody waits who may not have it. */
  @ParameterizedTest
  @EnumSource(Refusal.class)
  void aRequestThatFailsIsQuarantinedAloneWhereASeatIsKept(Refusal refusal) {
    section = University.freshSection("LAW2007", 4, 9);
    University.keepForFreshers(section, 2);
    sections.journal(everybody(section, 3));
    workOff();
    refuse(refusal, University.fresher(0));

    sections.journal(
        List.of(
            enroll(section, 4, student(3)),
            enroll(section, 5, University.fresher(0)),
            drop(section, 6, student(2), 3),
            enroll(section, 7, student(4)),
            enroll(section, 8, University.fresher(1))));
    workOff();

    assertThat(states(section))
        .containsExactly(
            "admitted",
            "admitted",
            "dropped",
            "waitlisted",
            "quarantined",
            "done",
            "waitlisted",
            "admitted");
  }

  @Test
  void whoWasSetAsideIsServedOnceTheDeadLetterIsMovedBack() {
    section = University.freshSection("PHY3009", 1, 5);
    sections.journal(everybody(section, 2));
    workOff();
    refuse(Refusal.BROKEN_KEY, student(1));
    University.addSeats(section, 2);
    workOff();
    Map<String, DeadLetter> letter = new Queues(sqs).awaitDeadLetters(Queue.REQUESTS, 1);
    writer().execute("DROP TRIGGER refuse_a_seat");

    letter.forEach((body, why) -> new Queues(sqs).moveBack(Queue.REQUESTS, body, why));

    await().until(() -> states(section), List.of("admitted", "admitted")::equals);
    await().until(() -> line.shown(section, 2).state(), RequestState.ADMITTED::equals);
    assertThat(waitlisted(section)).isZero();
  }

  @Test
  void aRetryThatFailsAgainSetsAsideAgainAndTheNextIsServed() {
    section = University.freshSection("PHY3011", 1, 5);
    sections.journal(everybody(section, 3));
    workOff();
    refuse(Refusal.BROKEN_KEY, student(1));
    University.addSeats(section, 2);
    workOff();
    assertThat(states(section)).containsExactly("admitted", "waitlisted", "admitted");

    sections.retryPromotion(section, number(2));
    University.addSeats(section, 3);
    sections.journal(List.of(enroll(section, 4, student(3))));
    workOff();

    assertThat(states(section)).containsExactly("admitted", "waitlisted", "admitted", "admitted");
    assertThat(skipped()).containsExactly(student(1).value() + " promotion-failed");
    assertThat(waitlisted(section)).isZero();
    sections.journal(List.of(drop(section, 5, student(1), 2)));
    workOff();
    assertThat(states(section).get(4)).isEqualTo("done");
  }

  /** A failover, a deadlock or a lost connection is nobody's fault, however long it lasts. */
  @Test
  void whatPassesIsolatesNobody() {
    section = University.freshSection("PHY3010", 5);
    sections.journal(everybody(section, 3));
    var away =
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
    var runner = new BatchRunner(worker.with(away), report, meters, config, clock);

    for (int i = 0; i < 50; i++) {
      assertThat(runner.run(section, _ -> {})).isInstanceOf(BatchRunner.Next.Later.class);
    }

    assertThat(states(section)).containsOnly("waiting");
    workOff();
    assertThat(states(section)).containsOnly("admitted");
  }

  private void refuse(Refusal refusal, StudentId student) {
    writer()
        .execute(
            """
        CREATE TRIGGER refuse_a_seat BEFORE INSERT ON enrollment FOR EACH ROW
        IF NEW.section_id = '%s' AND NEW.student_id = '%s' THEN %s; END IF\
        """
                .formatted(section.value(), student.value(), refusal.statement));
  }

  /** Until nobody waits. The pauses in between are added up, not waited for. */
  private void workOff() {
    tries = 0;
    paused = Duration.ZERO;
    while (true) {
      tries++;
      assertThat(tries).as("tries until the section comes to rest").isLessThan(70);
      switch (batches.run(section, _ -> {})) {
        case BatchRunner.Next.Rest _ -> {
          assertThat(paused).isLessThan(Duration.ofSeconds(10));
          return;
        }
        case BatchRunner.Next.Later(var pause) -> paused = paused.plus(pause);
        case BatchRunner.Next.Again _, BatchRunner.Next.Soon _ -> {}
      }
    }
  }

  private void assertSetAsideOnce() {
    assertThat(new Queues(sqs).awaitDeadLetters(Queue.REQUESTS, 1).values())
        .extracting(DeadLetter::cause)
        .containsExactly(DeadLetterCause.PROMOTION_FAILED);
  }

  private List<String> skipped() {
    return writer()
        .column(
            "SELECT CONCAT(student_id, ' ', skipped) FROM waitlist_entry WHERE skipped IS NOT NULL AND section_id = '%s'"
                .formatted(section.value()));
  }
}
