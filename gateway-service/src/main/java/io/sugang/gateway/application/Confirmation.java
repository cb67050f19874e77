package io.sugang.gateway.application;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.Line.Reply;
import io.sugang.gateway.domain.Receipt;
import io.sugang.gateway.domain.ReceiptSeal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Turns a place in the line into an answer. An undecided request must be in the queue before
 * anybody is told of it, however often it was published before.
 */
@ApplicationScoped
class Confirmation {

  private static final Logger LOG = Logger.getLogger(Confirmation.class);

  private final Line line;
  private final RequestPublisher publisher;
  private final ReceiptSeal seal;

  Confirmation(Line line, RequestPublisher publisher, ReceiptSeal seal) {
    this.line = line;
    this.publisher = publisher;
    this.seal = seal;
  }

  Uni<JoinAnswer> confirm(LineRequest request, Reply.Place place) {
    JoinAnswer told = told(request, place);
    if (!place.waits()) {
      return Uni.createFrom().item(told);
    }
    Uni<Void> traced =
        line.trace(
                request.student(),
                new Line.Trace(request.section(), request.number(), request.acceptedAt()))
            .onFailure()
            .recoverWithNull();
    Uni<Boolean> published =
        publisher
            .publish(request)
            .replaceWith(true)
            .onFailure()
            .recoverWithItem(
                e -> {
                  LOG.warnf(
                      "section %s, number %s is unconfirmed: %s",
                      request.section(), request.number(), e.getMessage());
                  return false;
                });
    return Uni.combine()
        .all()
        .unis(published, traced)
        .with((done, _) -> done ? told : new JoinAnswer.Unconfirmed());
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
