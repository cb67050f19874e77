package io.sugang.gateway.application.join;

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
import org.jboss.logging.Logger;

/**
 * Turns a place in the line into an answer. An undecided request must be in the queue before
 * anybody is told of it, however often it was published before.
 */
@ApplicationScoped
class Confirmation {

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
    CompletionStage<Void> noted = line.note(request.student(), ref).exceptionally(_ -> null);
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
}
