package io.sugang.waitlist.application.recover;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.admittedStudents;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.application.decide.TestWorker.MAX;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.DeadLetter;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.contract.message.WireFormat;
import io.sugang.contract.queue.Queue;
import io.sugang.testing.LocalStack;
import io.sugang.testing.Queues;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.DeadLetters;
import io.sugang.waitlist.application.decide.BatchFailedException;
import io.sugang.waitlist.application.decide.BatchRunner;
import io.sugang.waitlist.application.decide.CommittedRequests;
import io.sugang.waitlist.application.decide.ForwardingStore;
import io.sugang.waitlist.application.decide.JournalRequests;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionTransaction;
import io.sugang.waitlist.application.decide.TestWorker;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Section;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** A number that was given twice: nobody is lost, nobody is shown another's request. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class NumberClashIT {

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject LineRebuild rebuild;
  @Inject EpochStore epochs;
  @Inject JournalRequests journal;
  @Inject BatchRunner batches;
  @Inject LineOpener opener;
  @Inject TestWorker worker;
  @Inject SqsAsyncClient sqs;
  @Inject Clock clock;

  @BeforeEach
  void open() {
    for (int look = 0; look < 20 && !opener.isOpen(); look++) {
      opener.open();
    }
    assertThat(opener.isOpen()).isTrue();
    var unused = new Queues(sqs).takeDeadLetters(Queue.REQUESTS);
  }

  @Test
  void theJournalKeepsTheSecondAsideAndClosesALineThatGaveItsNumberTwice() {
    SectionId section = University.freshSection("BIO2005", 5);
    LineRequest first = present(enroll(section, 1, student(0)));
    LineRequest second = present(enroll(section, 1, student(1)));

    var unused = journal.record(List.of(first));
    unused = journal.record(List.of(second));

    assertThat(journaled(section)).containsExactly(student(0).value());
    assertKeptAside(section, second);
    assertThat(opener.isOpen()).as("a line that gives numbers twice").isFalse();
  }

  @Test
  void canaryAJournalThatDoesNotCompareLosesTheSecond() {
    SectionId section = University.freshSection("BIO2005", 5);
    var forgetful =
        new ForwardingStore(sections) {
          @Override
          public SectionTransaction change(SectionTransaction entry) {
            return entry;
          }

          @Override
          public List<LineRequest> journal(Collection<LineRequest> requests) {
            var unused = super.journal(requests);
            return List.of();
          }
        };
    var careless =
        new JournalRequests(
            forgetful,
            new CommittedRequests(),
            new NoLetters(),
            new NumberClashes(epochs, rebuild, null),
            clock);

    var unused = careless.record(List.of(enroll(section, 1, student(0))));
    unused = careless.record(List.of(enroll(section, 1, student(1))));

    assertThat(isLost(section, student(1))).isTrue();
  }

  @Test
  void anOldLetterThatIsMovedBackStopsNoRush() {
    SectionId section = University.freshSection("BIO3012", 5);

    var unused = journal.record(List.of(enroll(section, 1, student(0))));
    unused =
        journal.record(List.of(enroll(section, 1, student(1)), enroll(section, 2, student(2))));

    assertThat(journaled(section)).containsExactly(student(0).value(), student(2).value());
    assertKeptAside(section, enroll(section, 1, student(1)));
    assertThat(opener.isOpen()).isTrue();
  }

  @Test
  void sameNumberAndStudentButAnotherKindOrReceiptIsAClashToo() {
    SectionId section = University.freshSection("BIO2007", 5);
    var unused =
        journal.record(List.of(enroll(section, 1, student(0)), enroll(section, 2, student(0))));
    unused = journal.record(List.of(drop(section, 3, student(0), 1)));

    unused = journal.record(List.of(drop(section, 3, student(0), 2)));
    assertKeptAside(section, drop(section, 3, student(0), 2));
  }

  @Test
  void whoeverDecidesKeepsALineEntryAsideWhoseNumberTheJournalHas() {
    SectionId section = University.freshSection("BIO2006", 5);
    var unused = journal.record(List.of(enroll(section, 1, student(0))));
    line.put(enroll(section, 1, student(1)));

    workOff(section);

    assertThat(admittedStudents(section)).containsExactly(student(0).value());
    assertThat(line.shown(section, 1).student()).isEqualTo(student(0));
    assertKeptAside(section, enroll(section, 1, student(1)));
  }

  @Test
  void whoeverDecidesKeepsALineEntryAsideWhoseNumberWasDecidedForAnother() {
    SectionId section = University.freshSection("BIO3009", 5);
    var unused = journal.record(List.of(enroll(section, 1, student(0))));
    workOff(section);
    line.put(enroll(section, 1, student(1)));

    workOff(section);

    assertThat(admittedStudents(section)).containsExactly(student(0).value());
    assertKeptAside(section, enroll(section, 1, student(1)));
    assertThat(line.peek(section, MAX)).isEmpty();
  }

  /** The journal gets the first between the look and the writing of the second's decision. */
  @Test
  void theTableItselfRefusesToDecideAnothersRequest() {
    SectionId section = University.freshSection("BIO3010", 5);
    line.put(enroll(section, 1, student(1)));
    var late =
        new ForwardingStore(sections) {
          @Override
          public SectionTransaction change(SectionTransaction entry) {
            return new ForwardingTransaction(entry) {
              @Override
              public void write(Section after, Outcome outcome, Instant now) {
                var unused = sections.journal(List.of(enroll(section, 1, student(0))));
                super.write(after, outcome, now);
              }
            };
          }
        };

    assertThatThrownBy(() -> worker.with(late).run(section, MAX))
        .isInstanceOf(BatchFailedException.class);
    workOff(section);

    assertThat(admittedStudents(section)).containsExactly(student(0).value());
    assertKeptAside(section, enroll(section, 1, student(1)));
  }

  @Test
  void aReplayGivesTheSecondANewNumberAtTheEndOnce() {
    SectionId section = University.freshSection("BIO3011", 5);
    LineRequest second = enroll(section, 1, student(1));
    var unused =
        journal.record(List.of(enroll(section, 1, student(0)), enroll(section, 2, student(2))));
    unused = journal.record(List.of(second));
    var why =
        DeadLetter.ofRequest(
            second, Optional.of(Queue.REQUESTS), DeadLetterCause.NUMBER_CLASH, 1, clock.instant());
    String letter = WireFormat.write(new RequestsAccepted(List.of(second)));
    var queues = new Queues(sqs);

    queues.moveBack(Queue.REQUESTS, letter, why);
    queues.moveBack(Queue.REQUESTS, letter, why);

    await().until(() -> admittedStudents(section).size(), size -> size == 3);
    assertThat(admittedStudents(section).getLast()).isEqualTo(student(1).value());
    assertThat(
            writer()
                .number(
                    "SELECT COUNT(*) FROM request r JOIN number_clash c ON c.section_id = r.section_id AND c.new_number = r.number"
                        + " WHERE r.state = 'admitted' AND c.number = "
                        + second.number()
                        + " AND c.section_id = '"
                        + section.value()
                        + "'"))
        .isEqualTo(1);
  }

  private void assertKeptAside(SectionId section, LineRequest second) {
    assertThat(isLost(section, second.student())).isFalse();
    Map<String, DeadLetter> letters = new Queues(sqs).awaitDeadLetters(Queue.REQUESTS, 1);
    assertThat(letters).containsOnlyKeys(WireFormat.write(new RequestsAccepted(List.of(second))));
    assertThat(letters.values())
        .extracting(DeadLetter::cause)
        .containsExactly(DeadLetterCause.NUMBER_CLASH);
  }

  /** Whether nothing knows a student's accepted request any more. */
  private static boolean isLost(SectionId section, StudentId student) {
    String mine =
        " WHERE section_id = '%s' AND student_id = '%s'"
            .formatted(section.value(), student.value());
    return writer().number("SELECT COUNT(*) FROM number_clash" + mine) == 0
        && writer().column("SELECT number FROM request" + mine).isEmpty();
  }

  private void workOff(SectionId section) {
    for (int run = 0; run < 20; run++) {
      if (batches.run(section, _ -> {}) instanceof BatchRunner.Next.Rest) {
        return;
      }
    }
    throw new AssertionError("the section never comes to rest");
  }

  /** The same request, with a number of the present epoch. */
  private LineRequest present(LineRequest request) {
    return request.withNumber(
        new RequestNumber(RequestNumber.value(epochs.current(), request.number().counter())));
  }

  private static List<String> journaled(SectionId section) {
    return writer()
        .column(
            "SELECT student_id FROM request WHERE section_id = '%s' ORDER BY number"
                .formatted(section.value()));
  }

  /** Files nothing. */
  private static final class NoLetters implements DeadLetters {
    @Override
    public void file(LineRequest request, DeadLetter letter) {}

    @Override
    public void file(String body, DeadLetter letter) {}
  }
}
