package io.sugang.gateway.outbound.enrollment;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.CartCheck;
import io.sugang.edge.problem.ProblemResponses;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.cart.Carts;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.Identity;
import io.sugang.gateway.outbound.redis.CartCopies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Carts by REST. */
@ApplicationScoped
class RestCarts implements Carts {

  /** What enrollment-service says of a cart to its student; anything else is a fault. */
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 409, 412);

  private final CartApi api;
  private final CartCopies copies;
  private final GatewayConfig config;

  RestCarts(@RestClient CartApi api, CartCopies copies, GatewayConfig config) {
    this.api = api;
    this.copies = copies;
    this.config = config;
  }

  @Override
  public CompletionStage<Cart> find(Identity identity) {
    return copies
        .get(identity.student(), () -> guarded(() -> api.find(identity.bearer())))
        .subscribeAsCompletionStage();
  }

  @Override
  public CompletionStage<Answer> write(
      Identity identity, Wanted wanted, Optional<String> ifMatch, Optional<String> languages) {
    return copies
        .withhold(identity.student())
        .flatMap(
            _ ->
                guarded(
                    () ->
                        api.write(
                            identity.bearer(),
                            ifMatch.orElse(null),
                            languages.orElse(null),
                            wanted)))
        .<Answer>map(Answer.Written::new)
        .onFailure(RestCarts::isRefusal)
        .recoverWithItem(RestCarts::refused)
        .subscribeAsCompletionStage();
  }

  private static Answer refused(Throwable e) {
    Response refusal = ((WebApplicationException) e).getResponse();
    return new Answer.Refused(refusal.getStatus(), refusal.readEntity(String.class));
  }

  @Override
  public CompletionStage<Optional<CartCheck>> check(Identity identity) {
    return guarded(() -> api.check(identity.bearer()))
        .map(Optional::of)
        .onFailure(RestCarts::isRefusal)
        .recoverWithItem(Optional.empty())
        .subscribeAsCompletionStage();
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
        && REFUSALS.contains(answer.getResponse().getStatus())
        && MediaType.valueOf(ProblemResponses.MEDIA_TYPE)
            .isCompatible(answer.getResponse().getMediaType());
  }
}
