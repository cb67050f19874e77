package io.sugang.enrollment.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Lets in whose token is meant for us, and was issued already. People's tokens name us as their
 * audience. Providers such as Cognito give services tokens without an audience, which name the
 * client and its scope instead.
 */
@ApplicationScoped
class AudienceCheck implements SecurityIdentityAugmentor {

  private static final String SERVICE = "service";

  private final String audience;
  private final Set<String> serviceClients;
  private final Optional<String> serviceScope;
  private final int clockSkew;
  private final Clock clock;

  AudienceCheck(
      @ConfigProperty(name = "sugang.identity.audience") String audience,
      @ConfigProperty(name = "sugang.identity.service-clients")
          Optional<List<String>> serviceClients,
      @ConfigProperty(name = "sugang.identity.service-scope") Optional<String> serviceScope,
      @ConfigProperty(name = "smallrye.jwt.verify.clock-skew", defaultValue = "60") int clockSkew,
      Clock clock) {
    this.audience = audience;
    this.serviceClients = Set.copyOf(serviceClients.orElse(List.of()));
    this.serviceScope = serviceScope;
    this.clockSkew = clockSkew;
    this.clock = clock;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous()) {
      return Uni.createFrom().item(identity);
    }
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      return Uni.createFrom().failure(new AuthenticationFailedException("not by a token"));
    }
    if (token.getIssuedAtTime() <= 0
        || token.getIssuedAtTime() > clock.instant().getEpochSecond() + clockSkew) {
      return Uni.createFrom()
          .failure(new AuthenticationFailedException("issued at an impossible time"));
    }
    if (token.getAudience() != null && token.getAudience().contains(audience)) {
      return Uni.createFrom().item(identity);
    }
    if (isOfAService(token)) {
      return Uni.createFrom()
          .item(QuarkusSecurityIdentity.builder(identity).addRole(SERVICE).build());
    }
    return Uni.createFrom().failure(new AuthenticationFailedException("not meant for us"));
  }

  private boolean isOfAService(JsonWebToken token) {
    return token.getAudience() == null
        && serviceScope.isPresent()
        && token.getClaim("client_id") instanceof String client
        && serviceClients.contains(client)
        && token.getClaim("scope") instanceof String scopes
        && List.of(scopes.split(" ")).contains(serviceScope.get());
  }
}
