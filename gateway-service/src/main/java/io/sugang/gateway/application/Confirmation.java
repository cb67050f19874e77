package io.sugang.gateway.application;

import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.Line.Reply;
import io.sugang.gateway.domain.Receipt;
import io.sugang.gateway.domain.ReceiptSeal;
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
  CompletionStage<JoinAnswer> confirm(LineRequest request, Reply.Place place) {
    JoinAnswer told = told(request, place);
    if (!place.waits()) {
      return CompletableFuture.completedFuture(told);
    }
    var trace = new Line.Trace(request.section(), request.number(), request.acceptedAt());
    CompletionStage<Void> traced = line.trace(request.student(), trace).exceptionally(_ -> null);
    return publisher
        .publish(request)
        .handle(
            (_, failure) -> {
              if (failure == null) {
                listener.accepted(request.student(), trace);
                return told;
              }
              unconfirmed.warn(
                  "section %s, number %s is unconfirmed: %s"
                      .formatted(request.section(), request.number(), failure.getMessage()));
              return (JoinAnswer) new JoinAnswer.Unconfirmed();
            })
        .thenCombine(traced, (answer, _) -> answer);
  }

  private JoinAnswer told(LineRequest request, Reply.Place place) {
    Optional<String> letsGo =
        switch (request) {
          case EnrollRequested _ -> Optional.empty();
          case DropRequested drop ->
              Optional.of(seal.seal(drop.student(), drop.section(), drop.receipt()));
        };
    var receipt =
        new Receipt(
            seal.seal(request.student(), request.section(), place.number()),
            request.section(),
            place.number(),
            place.position(),
            place.acceptedAt(),
            letsGo);
    return switch (place.novelty()) {
      case JOINED -> new JoinAnswer.Accepted(receipt);
      case EXISTING -> new JoinAnswer.Standing(receipt);
      case REPLAYED_JOINED -> new JoinAnswer.Replayed(new JoinAnswer.Accepted(receipt));
      case REPLAYED_EXISTING -> new JoinAnswer.Replayed(new JoinAnswer.Standing(receipt));
    };
  }
}
