package io.sugang.gateway.application.join;

import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.join.Line.Reply;
import io.sugang.gateway.domain.Receipt;
import io.sugang.gateway.domain.ReceiptSeal;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.lifecycle.RareLog;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Turns a place in the line into an answer. An undecided request must be in the queue before
 * anybody is told of it, however often it was published before.
 */
@ApplicationScoped
class Confirmation {

  /** The first of pauses that double, and the last; in seconds. */
  private static final int FIRST_PAUSE = 1;

  private static final int LAST_PAUSE = 64;

  private final RareLog unconfirmed = new RareLog(Logger.getLogger(Confirmation.class));

  private final Line line;
  private final RequestPublisher publisher;
  private final AcceptanceListener listener;
  private final ReceiptSeal seal;

  Confirmation(
      Line line, RequestPublisher publisher, AcceptanceListener listener, ReceiptSeal seal) {
    this.line = line;
    this.publisher = publisher;
    this.listener = listener;
    this.seal = seal;
  }

  /** Completes on any thread. */
  CompletionStage<JoinAnswer> confirm(LineRequest request, Reply.InLine inLine) {
    JoinAnswer answer = answer(request, inLine);
    if (!inLine.waits()) {
      return CompletableFuture.completedFuture(answer);
    }
    var ref = new RequestRef(request.section(), request.number(), request.acceptedAt());
    CompletionStage<Void> noted =
        line.note(request.student(), ref)
            .exceptionally(
                _ -> {
                  noteLater(request.student(), ref, FIRST_PAUSE);
                  return null;
                });
    return publisher
        .publish(request)
        .handle(
            (_, failure) -> {
              if (failure == null) {
                listener.accepted(request.student(), ref);
                return answer;
              }
              unconfirmed.warn(
                  "section %s, number %s is unconfirmed: %s"
                      .formatted(request.section(), request.number(), failure.getMessage()));
              return (JoinAnswer) new JoinAnswer.Unconfirmed();
            })
        .thenCombine(noted, (confirmed, _) -> confirmed);
  }

  private JoinAnswer answer(LineRequest request, Reply.InLine inLine) {
    Optional<String> releases =
        switch (request) {
          case EnrollRequested _ -> Optional.empty();
          case DropRequested drop ->
              Optional.of(seal.seal(drop.student(), drop.section(), drop.releases()));
        };
    var receipt =
        new Receipt(
            seal.seal(request.student(), request.section(), inLine.number()),
            request.section(),
            inLine.number(),
            inLine.position(),
            inLine.acceptedAt(),
            releases);
    return switch (inLine.novelty()) {
      case JOINED -> new JoinAnswer.Accepted(receipt);
      case EXISTING -> new JoinAnswer.AlreadyInLine(receipt);
      case REPLAYED_JOINED -> new JoinAnswer.Replayed(new JoinAnswer.Accepted(receipt));
      case REPLAYED_EXISTING -> new JoinAnswer.Replayed(new JoinAnswer.AlreadyInLine(receipt));
    };
  }

  /**
   * Nobody waits for it, but an event stream at another gateway may depend on it: tried again with
   * pauses that double, as long as an outage of the line may take.
   */
  private void noteLater(StudentId student, RequestRef ref, int pauseSeconds) {
    if (pauseSeconds > LAST_PAUSE) {
      return;
    }
    CompletableFuture.delayedExecutor(pauseSeconds, TimeUnit.SECONDS)
        .execute(
            () -> {
              var unused =
                  line.note(student, ref)
                      .exceptionally(
                          _ -> {
                            noteLater(student, ref, 2 * pauseSeconds);
                            return null;
                          });
            });
  }
}
