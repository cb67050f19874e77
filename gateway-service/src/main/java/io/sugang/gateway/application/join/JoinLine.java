package io.sugang.gateway.application.join;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * A student asks for a seat, or drops one: number first, then the queue, and only then the receipt.
 * Answers complete on any thread.
 */
@ApplicationScoped
public class JoinLine {

  private static final Logger LOG = Logger.getLogger(JoinLine.class);

  private final Line line;
  private final JoinLane lane;
  private final EventLoops loops;
  private final Windows windows;
  private final JoinMeters meters;

  JoinLine(Line line, JoinLane lane, EventLoops loops, Windows windows, JoinMeters meters) {
    this.line = line;
    this.lane = lane;
    this.loops = loops;
    this.windows = windows;
    this.meters = meters;
  }

  /** Asks for a seat in a section. */
  public CompletionStage<JoinAnswer> enroll(
      StudentId student, SectionId section, Optional<String> idempotencyKey, String traceparent) {
    Executor origin = loops.current();
    Function<Window, CompletionStage<JoinAnswer>> join =
        window ->
            claimed(
                origin,
                "enroll|" + section.value(),
                new EnrollCommand(student, section, window, idempotencyKey, traceparent));
    return guarded(
        () ->
            windows
                .find(student, section)
                .thenCompose(
                    found ->
                        switch (found) {
                          case StudentWindow.Found.None(var why) -> answer(why);
                          case StudentWindow.Found.Known(var window) ->
                              join.apply(window)
                                  .thenCompose(
                                      answer -> again(answer, student, section, window, join));
                        }));
  }

  /**
   * Nobody is sent away by a window that was theirs a moment ago, nor by one that this gateway's
   * clock takes for theirs.
   */
  private CompletionStage<JoinAnswer> again(
      JoinAnswer answer,
      StudentId student,
      SectionId section,
      Window window,
      Function<Window, CompletionStage<JoinAnswer>> join) {
    return switch (answer) {
      case JoinAnswer.WindowNotOpen(_, var at) ->
          again(answer, windows.findOnWriter(student, section, at), window, join);
      case JoinAnswer.WindowClosed(_, var at) ->
          again(answer, windows.findOnWriter(student, section, at), window, join);
      default -> answer(answer);
    };
  }

  private static CompletionStage<JoinAnswer> again(
      JoinAnswer answer,
      CompletionStage<StudentWindow.Found> asOfNow,
      Window window,
      Function<Window, CompletionStage<JoinAnswer>> join) {
    return asOfNow
        .exceptionally(_ -> new StudentWindow.Found.Known(window))
        .thenCompose(
            found ->
                found instanceof StudentWindow.Found.Known(var now) && !now.equals(window)
                    ? join.apply(now)
                    : answer(answer));
  }

  /**
   * Drops an earlier request.
   *
   * @param receipt number of that request; empty for whatever is live in the section
   * @param required what it must be
   */
  public CompletionStage<JoinAnswer> drop(
      StudentId student,
      SectionId section,
      Optional<RequestNumber> receipt,
      Required required,
      Optional<String> idempotencyKey,
      String traceparent) {
    Executor origin = loops.current();
    String what =
        "drop|%s|%s|%s"
            .formatted(section.value(), required, receipt.map(RequestNumber::toString).orElse(""));
    Function<Window, CompletionStage<JoinAnswer>> join =
        window ->
            claimed(
                origin,
                what,
                new DropCommand(
                    student, section, receipt, required, window, idempotencyKey, traceparent));
    return guarded(
        () ->
            windows
                .find(student, section)
                .thenCompose(
                    found ->
                        switch (found) {
                          // Whoever was promoted could drop before any window opens.
                          case StudentWindow.Found.Known(var window)
                              when window.equals(StudentWindow.PAUSED) ->
                              answer(new JoinAnswer.Paused());
                          case StudentWindow.Found.None(JoinAnswer.NoWindow none) ->
                              // Whoever was promoted a moment ago needs none.
                              join.apply(StudentWindow.UNKNOWN)
                                  .thenApply(
                                      answer ->
                                          answer instanceof JoinAnswer.EnrollmentAway
                                              ? none
                                              : answer);
                          case StudentWindow.Found.None(var why) -> answer(why);
                          case StudentWindow.Found.Known(var window) ->
                              join.apply(window)
                                  .thenCompose(
                                      answer -> again(answer, student, section, window, join));
                        }));
  }

  /**
   * @param what it asks, for as long as its Idempotency-Key is remembered
   */
  private CompletionStage<JoinAnswer> claimed(Executor origin, String what, JoinCommand command) {
    return command.idempotencyKey().isEmpty()
        ? lane.join(command, origin)
        : line.claim(command.student(), command.idempotencyKey().get(), what)
            .thenCompose(
                mine ->
                    mine ? lane.join(command, origin) : answer(new JoinAnswer.KeyUsedOtherwise()));
  }

  private CompletionStage<JoinAnswer> guarded(Supplier<CompletionStage<JoinAnswer>> join) {
    CompletionStage<JoinAnswer> answer =
        lane.isSaturated() ? answer(new JoinAnswer.Overloaded()) : join.get();
    return answer
        .exceptionally(JoinLine::recover)
        .thenApply(
            known -> {
              meters.count(known);
              return known;
            });
  }

  private static JoinAnswer recover(Throwable failure) {
    return switch (StageFailure.cause(failure)) {
      case LineAwayException e -> {
        LOG.debugf("nobody can join: %s", e.getMessage());
        yield new JoinAnswer.LineClosed();
      }
      case EnrollmentAwayException e -> {
        LOG.debugf("nobody can join: %s", e.getMessage());
        yield new JoinAnswer.EnrollmentAway();
      }
      case Line.JoinUnknownException e -> {
        LOG.debug(e.getMessage());
        yield new JoinAnswer.Unconfirmed();
      }
      case Throwable other -> throw new CompletionException(other);
    };
  }

  private static CompletionStage<JoinAnswer> answer(JoinAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
