package io.sugang.gateway.application.join;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.join.EnrollCommand.Gives;
import io.sugang.gateway.domain.Receipt;
import io.sugang.gateway.domain.ReceiptSeal;
import io.sugang.gateway.domain.Released;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** What students are told of the line's replies. */
@ApplicationScoped
class JoinAnswers {

  private final ReceiptSeal seal;

  JoinAnswers(ReceiptSeal seal) {
    this.seal = seal;
  }

  JoinAnswer of(JoinCommand command, Line.Reply reply) {
    return switch (reply) {
      case Line.Reply.InLine inLine -> inLine(command, inLine);
      case Line.Reply.OutsideWindow(boolean early, var now) ->
          outside(command.window(), early, now);
      case Line.Reply.Full _ -> new JoinAnswer.LineFull();
      case Line.Reply.Untold _ -> new JoinAnswer.LineClosed();
      case Line.Reply.Nothing _ ->
          gives(command)
              .<JoinAnswer>map(gives -> nothingToSwap(command.student(), gives))
              .orElseGet(JoinAnswer.NothingToDrop::new);
      case Line.Reply.AskedOtherwise(var number, var state) ->
          gives(command)
              .filter(_ -> state == RequestState.ADMITTED)
              .<JoinAnswer>map(gives -> new JoinAnswer.HeldOtherwise(gives.section()))
              .orElseGet(
                  () ->
                      new JoinAnswer.AskedOtherwise(
                          seal.seal(command.student(), command.section(), number)));
      case Line.Reply.Otherwise(var number, var state) ->
          new JoinAnswer.HasOtherwise(
              seal.seal(command.student(), command.section(), number), state);
    };
  }

  private JoinAnswer inLine(JoinCommand command, Line.Reply.InLine inLine) {
    var receipt =
        new Receipt(
            seal.seal(command.student(), command.section(), inLine.number()),
            command.section(),
            inLine.number(),
            inLine.position(),
            inLine.acceptedAt(),
            inLine
                .releases()
                .map(
                    what ->
                        seal.seal(
                            command.student(),
                            what.source().orElse(command.section()),
                            what.number())),
            inLine
                .releases()
                .flatMap(Released::source)
                .or(() -> gives(command).map(Gives::section)));
    return switch (inLine.novelty()) {
      case JOINED -> new JoinAnswer.Accepted(receipt);
      case EXISTING -> new JoinAnswer.AlreadyInLine(receipt);
      case REPLAYED_JOINED -> new JoinAnswer.Replayed(new JoinAnswer.Accepted(receipt));
      case REPLAYED_EXISTING -> new JoinAnswer.Replayed(new JoinAnswer.AlreadyInLine(receipt));
    };
  }

  private static Optional<Gives> gives(JoinCommand command) {
    return command instanceof EnrollCommand enroll ? enroll.gives() : Optional.empty();
  }

  private JoinAnswer nothingToSwap(StudentId student, Gives gives) {
    return new JoinAnswer.NothingToSwap(
        gives.section(),
        gives
            .has()
            .map(
                has ->
                    new JoinAnswer.HasOtherwise(
                        seal.seal(student, gives.section(), has.receipt()), has.state())));
  }

  /** Without enrollment-service nobody's window is known, so nobody new is let in. */
  private static JoinAnswer outside(Window window, boolean early, Instant now) {
    if (window.equals(StudentWindow.UNKNOWN)) {
      return new JoinAnswer.EnrollmentAway();
    }
    if (window.equals(StudentWindow.PAUSED)) {
      return new JoinAnswer.Paused();
    }
    return early
        ? new JoinAnswer.WindowNotOpen(window, now)
        : new JoinAnswer.WindowClosed(window, now);
  }
}
