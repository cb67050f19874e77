package io.sugang.gateway.application.cart;

import io.sugang.contract.id.SectionId;
import io.sugang.gateway.application.join.JoinAnswer;
import io.sugang.gateway.application.join.JoinLine;
import io.sugang.gateway.domain.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * A student asks for all sections of the cart at once, in its order. Each is a request of its own,
 * and no line waits for another.
 */
@ApplicationScoped
public class ApplyForCart {

  private static final Logger LOG = Logger.getLogger(ApplyForCart.class);

  private final Carts carts;
  private final JoinLine joinLine;

  ApplyForCart(Carts carts, JoinLine joinLine) {
    this.carts = carts;
    this.joinLine = joinLine;
  }

  /** What a section of the cart is answered. */
  public record Applied(SectionId section, JoinAnswer answer) {}

  /**
   * The answers, in the cart's order. Completes on any thread.
   *
   * @param idempotencyKey holds for each section by itself
   */
  public CompletionStage<List<Applied>> apply(
      Identity identity, Optional<String> idempotencyKey, String traceparent) {
    return carts
        .find(identity)
        .thenCompose(
            cart -> {
              var answers = new ArrayList<CompletableFuture<Applied>>();
              for (String id : cart.sections()) {
                var section = new SectionId(id);
                answers.add(
                    joinLine
                        .enroll(
                            identity.student(),
                            section,
                            // No student's key has a slash.
                            idempotencyKey.map(key -> key + '/' + id),
                            traceparent)
                        .exceptionally(ApplyForCart::unconfirmed)
                        .thenApply(answer -> new Applied(section, answer))
                        .toCompletableFuture());
              }
              return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                  .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
            });
  }

  /** A defect; but it keeps no other section's receipt back, and asking again tells. */
  private static JoinAnswer unconfirmed(Throwable failure) {
    LOG.error("a section of a cart can't be asked for", failure);
    return new JoinAnswer.Unconfirmed();
  }
}
