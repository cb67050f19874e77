package io.sugang.gateway.application.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.Traceparent;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.domain.ReceiptSeal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.Test;

/** What goes wrong with one, or with a section, concerns no other of the batch. */
class JoinBatchTest {

  private static final SectionId SECTION = new SectionId("CSE1001-01");
  private static final SectionId CLOSED = new SectionId("CSE1001-02");
  private static final Instant NOW = Instant.parse("2027-02-10T00:00:00Z");
  private static final Window WINDOW =
      Window.ofEverybody(NOW.minusSeconds(60), NOW.plusSeconds(60));

  private final FakeLine line = new FakeLine();
  private final FakeQueue queue = new FakeQueue();
  private final List<StudentId> heard = new ArrayList<>();
  private final Confirmation confirmation =
      new Confirmation(line, queue, (student, _) -> heard.add(student), 1000);

  @Test
  void aMemberThatIsRefusedSpoilsNothing() {
    line.refused.add(student(2));

    List<JoinAnswer> answers = run(student(1), student(2), student(3));

    assertThat(answers.get(0)).isInstanceOf(JoinAnswer.Accepted.class);
    assertThat(answers.get(1)).isInstanceOf(JoinAnswer.WindowClosed.class);
    assertThat(answers.get(2)).isInstanceOf(JoinAnswer.Accepted.class);
    assertThat(queue.published).hasSize(1);
    assertThat(queue.published.getFirst()).hasSize(2);
  }

  @Test
  void aSectionThatIsClosedSpoilsNothing() {
    var commands = List.of(enroll(student(1), CLOSED), enroll(student(2), SECTION));

    List<CompletableFuture<JoinAnswer>> answers = runAll(commands);

    assertThat(answers.get(0))
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingRootCause()
        .isInstanceOf(IOException.class);
    assertThat(answers.get(1).join()).isInstanceOf(JoinAnswer.Accepted.class);
  }

  @Test
  void aMemberWhoseRequestCannotBeMadeSpoilsNothing() {
    line.broken.add(student(1));

    List<CompletableFuture<JoinAnswer>> answers =
        runAll(List.of(enroll(student(1), SECTION), enroll(student(2), SECTION)));

    assertThat(answers.get(0)).isCompletedExceptionally();
    assertThat(answers.get(1).join()).isInstanceOf(JoinAnswer.Accepted.class);
  }

  @Test
  void whenTheAcknowledgementIsLostNobodyIsTold() {
    queue.fails = true;

    assertThat(run(student(1), student(2)))
        .allMatch(answer -> answer instanceof JoinAnswer.Unconfirmed);
    assertThat(heard).as("but their event streams follow it").contains(student(1), student(2));

    queue.fails = false;
    assertThat(run(student(1), student(2)))
        .allMatch(answer -> answer instanceof JoinAnswer.AlreadyInLine);
    assertThat(queue.published).as("published again").hasSize(2);
  }

  @Test
  void whateverGoesWrongNobodyIsLeftWithoutAnAnswer() {
    queue.breaks = true;

    List<CompletableFuture<JoinAnswer>> answers = runAll(List.of(enroll(student(1), SECTION)));

    assertThat(answers.getFirst()).isCompletedExceptionally();
  }

  /** Who was told before is told again, whatever becomes of those who share the batch. */
  @Test
  void whatTheQueueHasIsNotPublishedAgain() {
    run(student(1));
    queue.fails = true;

    List<JoinAnswer> answers = run(student(1), student(2));

    assertThat(answers.get(0)).isInstanceOf(JoinAnswer.AlreadyInLine.class);
    assertThat(answers.get(1)).isInstanceOf(JoinAnswer.Unconfirmed.class);
    assertThat(queue.published.getLast())
        .extracting(LineRequest::student)
        .containsExactly(student(2));
  }

  /** A student at another gateway would never see the request move. */
  @Test
  void requestsAreNotedUnderTheirStudentsAsSoonAsThatCanBeDone() {
    line.notesFail = true;

    assertThat(run(student(1)).getFirst()).isInstanceOf(JoinAnswer.Accepted.class);

    assertThat(line.noted).isEmpty();
    line.notesFail = false;
    await().until(() -> !line.noted.isEmpty());
    assertThat(line.noted.getFirst().student()).isEqualTo(student(1));
  }

  /** The line's first answer was lost, and its sweep made the request known to the queue. */
  @Test
  void whatIsDecidedBeforeAnybodyIsToldIsNotedAndFollowedToo() {
    line.standing.add(student(1));
    line.decided.add(student(1));

    assertThat(run(student(1)).getFirst()).isInstanceOf(JoinAnswer.AlreadyInLine.class);

    assertThat(queue.published).isEmpty();
    assertThat(line.noted).extracting(LineRequest::student).containsExactly(student(1));
    assertThat(heard).containsExactly(student(1));

    run(student(1));
    assertThat(line.noted).as("once is enough").hasSize(1);
  }

  private List<JoinAnswer> run(StudentId... students) {
    return runAll(List.of(students).stream().map(student -> enroll(student, SECTION)).toList())
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private List<CompletableFuture<JoinAnswer>> runAll(List<? extends JoinCommand> commands) {
    List<JoinBatch.Member> members =
        commands.stream()
            .map(
                command ->
                    new JoinBatch.Member(command, new CompletableFuture<>(), Runnable::run, 0))
            .toList();
    new JoinBatch(members, line, confirmation, new JoinAnswers(new ReceiptSeal(new byte[32])))
        .run(Runnable::run)
        .exceptionally(_ -> null)
        .toCompletableFuture()
        .join();
    return members.stream().map(JoinBatch.Member::answer).toList();
  }

  private static StudentId student(int which) {
    return new StudentId("202701000" + which);
  }

  private static EnrollCommand enroll(StudentId student, SectionId section) {
    return new EnrollCommand(
        student,
        section,
        Optional.empty(),
        WINDOW,
        Optional.empty(),
        Traceparent.continueOrStart(null));
  }

  /** One of its sections is closed. */
  private static final class FakeLine implements Line {

    private final List<StudentId> standing = new ArrayList<>();
    private final List<StudentId> decided = new ArrayList<>();
    private final List<StudentId> refused = new ArrayList<>();
    private final List<StudentId> broken = new ArrayList<>();
    private final Deque<LineRequest> noted = new ConcurrentLinkedDeque<>();
    private volatile boolean notesFail;

    @Override
    public CompletionStage<List<Reply>> join(
        SectionId section, Window window, List<EnrollCommand> commands) {
      return section.equals(CLOSED)
          ? CompletableFuture.failedStage(
              new CompletionException(new LineAwayException("closed", new IOException("closed"))))
          : CompletableFuture.completedStage(
              commands.stream().map(command -> reply(command.student())).toList());
    }

    private Reply reply(StudentId student) {
      if (refused.contains(student)) {
        return new Reply.OutsideWindow(false, NOW);
      }
      boolean isNew = !standing.contains(student);
      if (isNew) {
        standing.add(student);
      }
      int place = standing.indexOf(student);
      return new Reply.InLine(
          isNew ? Novelty.JOINED : Novelty.EXISTING,
          broken.contains(student) ? null : new RequestNumber((1L << 40) + 1 + place),
          OptionalLong.of(place),
          NOW,
          !decided.contains(student),
          Optional.empty());
    }

    @Override
    public CompletionStage<Void> note(Collection<LineRequest> requests) {
      if (notesFail) {
        return CompletableFuture.failedStage(
            new LineAwayException("lost", new IOException("reset")));
      }
      noted.addAll(requests);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Optional<Holding>> holding(StudentId student, SectionId section) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Reply> drop(DropCommand command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> claim(
        StudentId student, String idempotencyKey, String fingerprint) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> isOpen() {
      throw new UnsupportedOperationException();
    }
  }

  private static final class FakeQueue implements RequestPublisher {

    private final Deque<List<LineRequest>> published = new ConcurrentLinkedDeque<>();
    private volatile boolean fails;
    private volatile boolean breaks;

    @Override
    public CompletionStage<Void> publish(List<LineRequest> requests) {
      if (breaks) {
        throw new IllegalStateException("a defect");
      }
      published.add(requests);
      return fails
          ? CompletableFuture.failedStage(new IOException("no acknowledgement"))
          : CompletableFuture.completedStage(null);
    }
  }
}
