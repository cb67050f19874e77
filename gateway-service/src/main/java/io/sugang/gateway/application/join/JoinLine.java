package io.sugang.gateway.application.join;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
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
  private final Clock clock;

  JoinLine(
      Line line, JoinLane lane, EventLoops loops, Windows windows, JoinMeters meters, Clock clock) {
    this.line = line;
    this.lane = lane;
    this.loops = loops;
    this.windows = windows;
    this.meters = meters;
    this.clock = clock;
  }

  /** Asks for a seat in a section. */
  public CompletionStage<JoinAnswer> enroll(
      StudentId student, SectionId section, Optional<String> idempotencyKey, String traceparent) {
    Executor origin = loops.current();
    return guarded(
        () ->
            ask(
                student,
                section,
                window ->
                    claimed(
                        origin,
                        "enroll|" + section.value(),
                        new EnrollCommand(
                            student,
                            section,
                            Optional.empty(),
                            window,
                            idempotencyKey,
                            traceparent))));
  }

  /**
   * Asks for a seat in a section, for which another one is given up once it is won.
   *
   * @param source the section of that one
   */
  public CompletionStage<JoinAnswer> swap(
      StudentId student,
      SectionId section,
      SectionId source,
      Optional<String> idempotencyKey,
      String traceparent) {
    Executor origin = loops.current();
    Function<Optional<Line.Holding>, Function<Window, CompletionStage<JoinAnswer>>> join =
        has ->
            window ->
                claimed(
                    origin,
                    "swap|%s|%s".formatted(section, source),
                    new EnrollCommand(
                        student,
                        section,
                        Optional.of(new EnrollCommand.Gives(source, has)),
                        window,
                        idempotencyKey,
                        traceparent));
    return guarded(
        () ->
            windows
                .whyNotFor(section, source)
                .thenCompose(
                    why ->
                        why.isPresent()
                            ? answer(why.get())
                            : line.holding(student, source)
                                .thenCompose(has -> ask(student, section, join.apply(has)))));
  }

  private CompletionStage<JoinAnswer> ask(
      StudentId student, SectionId section, Function<Window, CompletionStage<JoinAnswer>> join) {
    return windows
        .find(student, section, clock.instant())
        .thenCompose(
            found ->
                switch (found) {
                  case StudentWindow.Found.None(JoinAnswer.NoWindow none) ->
                      withoutWindow(join, none);
                  case StudentWindow.Found.None(var why) -> answer(why);
                  case StudentWindow.Found.Known(var window) ->
                      join.apply(window)
                          .thenCompose(answer -> again(answer, student, section, window, join));
                });
  }

  /** Whoever has a place gets its receipt, and whoever was promoted a moment ago may drop. */
  private static CompletionStage<JoinAnswer> withoutWindow(
      Function<Window, CompletionStage<JoinAnswer>> join, JoinAnswer.NoWindow none) {
    return join.apply(StudentWindow.UNKNOWN)
        .thenApply(answer -> answer instanceof JoinAnswer.EnrollmentAway ? none : answer);
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
          another(window, student, section, at)
              .thenCompose(other -> other.map(join).orElseGet(() -> answer(answer)));
      case JoinAnswer.WindowClosed(_, var at) ->
          another(window, student, section, at)
              .thenCompose(other -> other.map(join).orElseGet(() -> answer(answer)));
      default -> answer(answer);
    };
  }

  /**
   * Another window that counts then: of those that are known, or else of those that the student has
   * now; empty if nobody can tell.
   */
  private CompletionStage<Optional<Window>> another(
      Window window, StudentId student, SectionId section, Instant at) {
    return windows
        .find(student, section, at)
        .thenApply(found -> otherThan(window, found))
        .thenCompose(
            known ->
                known.isPresent()
                    ? CompletableFuture.completedFuture(known)
                    : windows
                        .findOnWriter(student, section, at)
                        .thenApply(found -> otherThan(window, found)))
        .exceptionally(_ -> Optional.empty());
  }

  private static Optional<Window> otherThan(Window window, StudentWindow.Found found) {
    return found instanceof StudentWindow.Found.Known(var now) && !now.equals(window)
        ? Optional.of(now)
        : Optional.empty();
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
                .find(student, section, clock.instant())
                .thenCompose(
                    found ->
                        switch (found) {
                          // Whoever was promoted could drop before any window opens.
                          case StudentWindow.Found.Known(var window)
                              when window.equals(StudentWindow.PAUSED) ->
                              answer(new JoinAnswer.Paused());
                          case StudentWindow.Found.None(JoinAnswer.NoWindow none) ->
                              withoutWindow(join, none);
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
