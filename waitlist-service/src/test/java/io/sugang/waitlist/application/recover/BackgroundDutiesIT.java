package io.sugang.waitlist.application.recover;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.mails;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.application.decide.TestWorker;
import io.sugang.waitlist.application.outbox.Outbox;
import io.sugang.waitlist.application.outbox.OutboxReclaimer;
import io.sugang.waitlist.application.outbox.OutboxSender;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What looks after requests and mails that somebody else left behind. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class BackgroundDutiesIT {

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject TestWorker worker;
  @Inject SectionWorker sectionWorker;
  @Inject Outbox outbox;
  @Inject OutboxSender sender;
  @Inject WaitlistConfig config;
  @Inject Clock clock;

  @Test
  void aJournaledRequestThatNobodyWorksOnIsFound() {
    SectionId section = University.freshSection("ECO2005", 1);
    sections.journal(List.of(enroll(section, 1, student(0))));

    sweepJournal(Clock.offset(clock, Duration.ofDays(1000)));

    await().until(() -> states(section), List.of("admitted")::equals);
  }

  @Test
  void aHeadThatDoesNotMoveIsFoundAtTheSecondLook() {
    SectionId section = University.freshSection("ECO2006", 1);
    line.put(enroll(section, 1, student(0)));
    SweepLines sweep = new SweepLines(line, sections, sectionWorker, config);

    sweep.round();
    assertThat(states(section)).as("whoever joined a moment ago is on the way").isEmpty();
    sweep.round();

    await().until(() -> states(section), List.of("admitted")::equals);
    await().until(() -> line.peek(section, 1).isEmpty());
  }

  @Test
  void aDueWaitlistThatNobodyServesIsFound() {
    SectionId section = University.freshSection("ECO2007", 1, 1);
    sections.journal(List.of(enroll(section, 1, student(0)), enroll(section, 2, student(1))));
    worker.decide(section);
    University.addSeats(section, 2);

    sweepJournal(clock);

    await().until(() -> states(section), List.of("admitted", "admitted")::equals);
  }

  @Test
  void aPausedWorkerDecidesWhatItWasWokenForOnceItIsResumed() {
    SectionId section = University.freshSection("ECO3009", 1);
    sections.journal(List.of(enroll(section, 1, student(0))));
    sectionWorker.pause();
    try {
      sectionWorker.wake(section);
      sectionWorker.wake(section);
      assertThat(states(section)).containsExactly("waiting");
    } finally {
      sectionWorker.resume();
    }

    await().until(() -> states(section), List.of("admitted")::equals);
  }

  @Test
  void aMailThatWasHandedOverAndNotTakenUpIsHandedOverAgain() {
    SectionId section = University.freshSection("ECO2008", 2);
    mail(section, 1, config.outboxReclaim().toMinutes() + 1);
    mail(section, 2, config.outboxReclaim().toMinutes() - 1);
    List<String> before = since(section);

    new OutboxReclaimer(outbox, sender, config, clock).round();

    await().until(() -> mailStates(section), List.of("queued", "queued")::equals);
    assertThat(since(section).get(0)).isNotEqualTo(before.get(0));
    assertThat(since(section).get(1)).isEqualTo(before.get(1));
  }

  @Test
  void theIntentsOfABatchBecomePendingOnceWhateverIsWrittenAgain() {
    SectionId section = University.freshSection("STA2008", 2);
    sections.journal(List.of(enroll(section, 1, student(0)), enroll(section, 2, student(1))));
    worker.decide(section);

    await().until(() -> states(section), List.of("admitted", "admitted")::equals);
    await().until(() -> mailStates(section), List.of("queued", "queued")::equals);
    assertThat(mails(section)).isEqualTo(2);

    writer()
        .execute(
            "UPDATE mail SET state = 'sent' WHERE section_id = '%s'".formatted(section.value()));
    // Whoever had it in hand lost its connection behind its COMMIT, and somebody wrote it again.
    writer()
        .execute(
            """
            INSERT INTO mail_batch (section_id, members, since)
            SELECT section_id, JSON_ARRAY(JSON_OBJECT('number', number, 'student', student_id, 'kind', kind)), since
            FROM mail WHERE section_id = '%s'\
            """
                .formatted(section.value()));
    sender.wake();

    await().until(() -> batches(section), left -> left == 0);
    assertThat(mailStates(section)).containsExactly("sent", "sent");
  }

  @Test
  void aBatchThatCannotBeMadePendingHoldsUpNoOther() {
    SectionId section = University.freshSection("STA3012", 2);
    batch(section, 1, "admitted");
    batch(section, 2, "no-kind");
    batch(section, 3, "admitted");
    sender.wake();

    await().until(() -> mailStates(section), List.of("queued", "queued")::equals);
    assertThat(batches(section)).isEqualTo(1);
    University.freshSection("STA3012", 2);
  }

  private static long batches(SectionId section) {
    return writer()
        .number(
            "SELECT COUNT(*) FROM mail_batch WHERE section_id = '%s'".formatted(section.value()));
  }

  private static void batch(SectionId section, int counter, String kind) {
    writer()
        .execute(
            """
            INSERT INTO mail_batch (section_id, members, since)
            VALUES ('%s', JSON_ARRAY(JSON_OBJECT('number', %s, 'student', '%s', 'kind', '%s')), UTC_TIMESTAMP(3))\
            """
                .formatted(section.value(), number(counter), student(counter).value(), kind));
  }

  private static List<String> mailStates(SectionId section) {
    return writer()
        .column(
            "SELECT state FROM mail WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }

  private void sweepJournal(Clock at) {
    new SweepJournal(sections, sectionWorker, config, at).round();
  }

  private static void mail(SectionId section, int counter, long minutesAgo) {
    writer()
        .execute(
            """
        INSERT INTO mail (section_id, number, student_id, kind, state, since)
        VALUES ('%s', %s, '%s', 'admitted', 'queued', UTC_TIMESTAMP(3) - INTERVAL %d MINUTE)\
        """
                .formatted(section.value(), number(counter), student(counter).value(), minutesAgo));
  }

  private static List<String> since(SectionId section) {
    return writer()
        .column(
            "SELECT since FROM mail WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }
}
