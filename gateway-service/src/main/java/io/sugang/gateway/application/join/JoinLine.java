package io.sugang.gateway.application.join;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import io.sugang.gateway.application.join.Line.DropReply;
import io.sugang.gateway.application.join.Line.Reply;
import io.sugang.gateway.domain.ReceiptSeal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
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
  private final RequestPublisher publisher;
  private final StudentWindow windows;
  private final Confirmation confirmation;
  private final ReceiptSeal seal;
  private final JoinMeters meters;

  JoinLine(
      Line line,
      RequestPublisher publisher,
      StudentWindow windows,
      Confirmation confirmation,
      ReceiptSeal seal,
      JoinMeters meters) {
    this.line = line;
    this.publisher = publisher;
    this.windows = windows;
    this.confirmation = confirmation;
    this.seal = seal;
    this.meters = meters;
  }

  /** Asks for a seat in a section. */
  public CompletionStage<JoinAnswer> enroll(
      StudentId student, SectionId section, Optional<String> idempotencyKey, String traceparent) {
    return guarded(
        () ->
            windows
                .find(student, section)
                .thenCompose(
                    found ->
                        switch (found) {
                          case StudentWindow.Found.None(var why) -> answer(why);
                          case StudentWindow.Found.Known(var window) ->
                              enroll(
                                      new EnrollCommand(
                                          student, section, window, idempotencyKey, traceparent))
                                  .thenCompose(
                                      answer ->
                                          again(
                                              answer,
                                              student,
                                              section,
                                              window,
                                              now ->
                                                  enroll(
                                                      new EnrollCommand(
                                                          student,
                                                          section,
                                                          now,
                                                          idempotencyKey,
                                                          traceparent))));
                        }));
  }

  /** Nobody is sent away by a window that was theirs a moment ago. */
  private CompletionStage<JoinAnswer> again(
      JoinAnswer answer,
      StudentId student,
      SectionId section,
      Window window,
      Function<Window, CompletionStage<JoinAnswer>> join) {
    boolean isOutside =
        answer instanceof JoinAnswer.WindowNotOpen || answer instanceof JoinAnswer.WindowClosed;
    return isOutside
        ? windows
            .findOnWriter(student, section)
            .exceptionally(_ -> new StudentWindow.Found.Known(window))
            .thenCompose(
                found ->
                    found instanceof StudentWindow.Found.Known(var now) && !now.equals(window)
                        ? join.apply(now)
                        : answer(answer))
        : answer(answer);
  }

  private CompletionStage<JoinAnswer> enroll(EnrollCommand command) {
    return claimed(
        command.student(),
        command.idempotencyKey(),
        "enroll|" + command.section().value(),
        () ->
            line.join(command)
                .thenCompose(
                    reply ->
                        switch (reply) {
                          case Reply.InLine inLine ->
                              confirmation.confirm(
                                  new EnrollRequested(
                                      command.section(),
                                      inLine.number(),
                                      command.student(),
                                      inLine.acceptedAt(),
                                      command.traceparent()),
                                  inLine);
                          case Reply.OutsideWindow(boolean early, var now) ->
                              answer(outside(command.window(), early, now));
                          case Reply.Full _ -> answer(new JoinAnswer.LineFull());
                        }));
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
    Function<Window, DropCommand> command =
        window ->
            new DropCommand(
                student, section, receipt, required, window, idempotencyKey, traceparent);
    return guarded(
        () ->
            windows
                .find(student, section)
                .thenCompose(
                    found ->
                        switch (found) {
                          case StudentWindow.Found.None(JoinAnswer.NoWindow none) ->
                              // Whoever was promoted a moment ago needs none.
                              drop(command.apply(StudentWindow.UNKNOWN))
                                  .thenApply(
                                      answer ->
                                          answer instanceof JoinAnswer.EnrollmentAway
                                              ? none
                                              : answer);
                          case StudentWindow.Found.None(var why) -> answer(why);
                          case StudentWindow.Found.Known(var window) ->
                              drop(command.apply(window))
                                  .thenCompose(
                                      answer ->
                                          again(
                                              answer,
                                              student,
                                              section,
                                              window,
                                              now -> drop(command.apply(now))));
                        }));
  }

  private CompletionStage<JoinAnswer> drop(DropCommand command) {
    String what =
        "drop|%s|%s|%s"
            .formatted(
                command.section().value(),
                command.required(),
                command.receipt().map(RequestNumber::toString).orElse(""));
    return claimed(
        command.student(),
        command.idempotencyKey(),
        what,
        () ->
            line.drop(command)
                .thenCompose(
                    reply ->
                        switch (reply) {
                          case DropReply.Joined(var inLine, var releases) ->
                              confirmation.confirm(
                                  new DropRequested(
                                      command.section(),
                                      inLine.number(),
                                      command.student(),
                                      releases,
                                      inLine.acceptedAt(),
                                      command.traceparent()),
                                  inLine);
                          case DropReply.OutsideWindow(boolean early, var now) ->
                              answer(outside(command.window(), early, now));
                          case DropReply.Full _ -> answer(new JoinAnswer.LineFull());
                          case DropReply.Nothing _ -> answer(new JoinAnswer.NothingToDrop());
                          case DropReply.Otherwise(var number, var state) ->
                              answer(
                                  new JoinAnswer.HasOtherwise(
                                      seal.seal(command.student(), command.section(), number),
                                      state));
                        }));
  }

  /** Without enrollment-service nobody's window is known, so nobody new is let in. */
  private static JoinAnswer outside(Window window, boolean early, Instant now) {
    if (window.equals(StudentWindow.UNKNOWN)) {
      return new JoinAnswer.EnrollmentAway();
    }
    return early
        ? new JoinAnswer.WindowNotOpen(window, now)
        : new JoinAnswer.WindowClosed(window, now);
  }

  private CompletionStage<JoinAnswer> claimed(
      StudentId student,
      Optional<String> key,
      String what,
      Supplier<CompletionStage<JoinAnswer>> join) {
    return key.isEmpty()
        ? join.get()
        : line.claim(student, key.get(), what)
            .thenCompose(mine -> mine ? join.get() : answer(new JoinAnswer.KeyUsedOtherwise()));
  }

  private CompletionStage<JoinAnswer> guarded(Supplier<CompletionStage<JoinAnswer>> join) {
    CompletionStage<JoinAnswer> answer =
        publisher.isSaturated() ? answer(new JoinAnswer.Overloaded()) : join.get();
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
