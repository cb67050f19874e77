package io.sugang.gateway.outbound.redis;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.config.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * Copies of carts that gateways share, so that enrollment-service is not asked for all of them in
 * the second in which everybody applies. None is older than the last change: before a change it is
 * withheld, for longer than the change or a look from before it can take; and copies of one epoch
 * are none in the next, since a Redis that lost writes may have lost that, too.
 */
@ApplicationScoped
public class CartCopies {

  private static final TypeReference<Cart> CART = new TypeReference<>() {};

  private final RedisReads reads;
  private final SharedCache shared;
  private final GatewayConfig config;

  CartCopies(RedisReads reads, SharedCache shared, GatewayConfig config) {
    this.reads = reads;
    this.shared = shared;
    this.config = config;
  }

  /** The copy if there is one, else the cart that is loaded; with Redis away, always that one. */
  public Uni<Cart> get(StudentId student, Supplier<Uni<Cart>> load) {
    return epoch()
        .onFailure()
        .recoverWithNull()
        .flatMap(
            epoch ->
                epoch == null
                    ? load.get()
                    : shared.get(name(student, epoch), config.cartsShared(), CART, load));
  }

  /**
   * Has no copy used for a while.
   *
   * @return fails with {@link io.sugang.gateway.application.LineAwayException} if that is not sure
   */
  public Uni<Void> withhold(StudentId student) {
    return epoch()
        .onItem()
        .ifNull()
        .failWith(() -> new LineAwayException("the line is closed until it is reopened", null))
        .flatMap(epoch -> shared.withhold(name(student, epoch), config.cartWithheld()));
  }

  private Uni<String> epoch() {
    return Uni.createFrom()
        .completionStage(() -> reads.ask("GET", LineKeys.EPOCH))
        .map(epoch -> epoch == null ? null : epoch.toString());
  }

  private static String name(StudentId student, String epoch) {
    return "cart:%s:%s".formatted(epoch, student.value());
  }
}
