package io.sugang.gateway.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.office.Term.Window;
import io.sugang.gateway.application.Line.DropReply;
import io.sugang.gateway.application.Line.Reply;
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
 * A student asks for a seat, or lets one go: number first, then the queue, and only then the
 * receipt. Answers complete on any thread.
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
                                      new Line.Wish(
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
                                                      new Line.Wish(
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
            .findNow(student, section)
            .exceptionally(_ -> new StudentWindow.Found.Known(window))
            .thenCompose(
                found ->
                    found instanceof StudentWindow.Found.Known(var now) && !now.equals(window)
                        ? join.apply(now)
                        : answer(answer))
        : answer(answer);
  }

  private CompletionStage<JoinAnswer> enroll(Line.Wish wish) {
    return claimed(
        wish.student(),
        wish.idempotencyKey(),
        "enroll|" + wish.section().value(),
        () ->
            line.join(wish)
                .thenCompose(
                    reply ->
                        switch (reply) {
                          case Reply.Place place ->
                              confirmation.confirm(
                                  new EnrollRequested(
                                      wish.section(),
                                      place.number(),
                                      wish.student(),
                                      place.acceptedAt(),
                                      wish.traceparent()),
                                  place);
                          case Reply.OutsideWindow(boolean early, var now) ->
                              answer(outside(wish.window(), early, now));
                          case Reply.Full _ -> answer(new JoinAnswer.LineFull());
                        }));
  }

  /**
   * Lets go of an earlier request.
   *
   * @param receipt number of that request; empty for whatever is live in the section
   * @param required what it must be
   */
  public CompletionStage<JoinAnswer> drop(
      StudentId student,
      SectionId section,
      Optional<RequestNumber> receipt,
      Line.Required required,
      Optional<String> idempotencyKey,
      String traceparent) {
    Function<Window, Line.DropWish> wish =
        window ->
            new Line.DropWish(
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
                              drop(wish.apply(StudentWindow.UNKNOWN))
                                  .thenApply(
                                      answer ->
                                          answer instanceof JoinAnswer.OfficeAway ? none : answer);
                          case StudentWindow.Found.None(var why) -> answer(why);
                          case StudentWindow.Found.Known(var window) ->
                              drop(wish.apply(window))
                                  .thenCompose(
                                      answer ->
                                          again(
                                              answer,
                                              student,
                                              section,
                                              window,
                                              now -> drop(wish.apply(now))));
                        }));
  }

  private CompletionStage<JoinAnswer> drop(Line.DropWish wish) {
    String what =
        "drop|%s|%s|%s"
            .formatted(
                wish.section().value(),
                wish.required(),
                wish.receipt().map(RequestNumber::toString).orElse(""));
    return claimed(
        wish.student(),
        wish.idempotencyKey(),
        what,
        () ->
            line.drop(wish)
                .thenCompose(
                    reply ->
                        switch (reply) {
                          case DropReply.Joined(var place, var letsGo) ->
                              confirmation.confirm(
                                  new DropRequested(
                                      wish.section(),
                                      place.number(),
                                      wish.student(),
                                      letsGo,
                                      place.acceptedAt(),
                                      wish.traceparent()),
                                  place);
                          case DropReply.OutsideWindow(boolean early, var now) ->
                              answer(outside(wish.window(), early, now));
                          case DropReply.Full _ -> answer(new JoinAnswer.LineFull());
                          case DropReply.Nothing _ -> answer(new JoinAnswer.NothingToDrop());
                          case DropReply.Otherwise(var number, var state) ->
                              answer(
                                  new JoinAnswer.HasOtherwise(
                                      seal.seal(wish.student(), wish.section(), number), state));
                        }));
  }

  /** Without the office nobody's window is known, so nobody new is let in. */
  private static JoinAnswer outside(Window window, boolean early, Instant now) {
    if (window.equals(StudentWindow.UNKNOWN)) {
      return new JoinAnswer.OfficeAway();
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
    return switch (failure) {
      case CompletionException e when e.getCause() != null -> recover(e.getCause());
      case Line.LineAwayException e -> {
        LOG.debugf("nobody can join: %s", e.getMessage());
        yield new JoinAnswer.LineClosed();
      }
      case Office.OfficeAwayException e -> {
        LOG.debugf("nobody can join: %s", e.getMessage());
        yield new JoinAnswer.OfficeAway();
      }
      case Line.JoinUnknownException e -> {
        LOG.debug(e.getMessage());
        yield new JoinAnswer.Unconfirmed();
      }
      default -> throw new CompletionException(failure);
    };
  }

  private static CompletionStage<JoinAnswer> answer(JoinAnswer answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
