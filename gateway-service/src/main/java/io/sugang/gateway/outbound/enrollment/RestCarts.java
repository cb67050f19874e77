package io.sugang.gateway.outbound.enrollment;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.CartCheck;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.cart.Carts;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.Identity;
import io.sugang.gateway.outbound.redis.SharedCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Carts by REST. A copy is shared in Redis from the first look on, so that enrollment-service is
 * not asked for all of them in the second in which everybody applies. A change withdraws the copy
 * before, and shares the new one after.
 */
@ApplicationScoped
class RestCarts implements Carts {

  private static final TypeReference<Cart> CART = new TypeReference<>() {};

  private final CartApi api;
  private final SharedCache shared;
  private final GatewayConfig config;

  RestCarts(@RestClient CartApi api, SharedCache shared, GatewayConfig config) {
    this.api = api;
    this.shared = shared;
    this.config = config;
  }

  @Override
  public CompletionStage<Cart> find(Identity identity) {
    return shared
        .get(
            name(identity),
            config.cartsShared(),
            CART,
            () -> guarded(() -> api.find(identity.bearer())))
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Answer> write(
      Identity identity, Wanted wanted, Optional<String> ifMatch, Optional<String> languages) {
    return shared
        .withdraw(name(identity))
        .flatMap(
            _ ->
                guarded(
                    () ->
                        api.write(
                            identity.bearer(),
                            ifMatch.orElse(null),
                            languages.orElse(null),
                            wanted)))
        .call(cart -> shared.replace(name(identity), config.cartsShared(), cart))
        .<Answer>map(Answer.Written::new)
        .onFailure(RestCarts::isRefusal)
        .recoverWithItem(
            e -> {
              var refusal = ((WebApplicationException) e).getResponse();
              return new Answer.Refused(refusal.getStatus(), refusal.readEntity(String.class));
            })
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Optional<CartCheck>> check(Identity identity) {
    return guarded(() -> api.check(identity.bearer()))
        .map(Optional::of)
        .onFailure(RestCarts::isRefusal)
        .recoverWithItem(Optional.empty())
        .subscribeAsCompletionStage();
  }

  private static String name(Identity identity) {
    return "cart:" + identity.student().value();
  }

  private <T> Uni<T> guarded(Supplier<Uni<T>> question) {
    return Uni.createFrom()
        .deferred(question::get)
        .ifNoItem()
        .after(config.enrollmentTimeout())
        .fail()
        .onFailure(e -> !isRefusal(e))
        .transform(EnrollmentAwayException::new);
  }

  private static boolean isRefusal(Throwable e) {
    return e instanceof WebApplicationException answer
        && answer.getResponse().getStatus() >= 400
        && answer.getResponse().getStatus() < 500;
  }
}
