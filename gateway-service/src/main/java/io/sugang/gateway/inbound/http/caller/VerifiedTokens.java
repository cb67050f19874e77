package io.sugang.gateway.inbound.http.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import io.sugang.gateway.config.GatewayConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Clock;

/**
 * Verifies a token once and remembers it until it expires: a student polls and clicks many times
 * with the same one. Each costs about 4 KB.
 *
 * <p>A signing key that is withdrawn still counts for tokens seen before, as long as they are
 * remembered; see {@link GatewayConfig#tokenMemoryTime()}.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens extends JWTCallerPrincipalFactory {

  private final JWTCallerPrincipalFactory verifier = new DefaultJWTCallerPrincipalFactory();
  private final Cache<String, JWTCallerPrincipal> verified;
  private final Clock clock;

  VerifiedTokens(GatewayConfig config, Clock clock) {
    this.clock = clock;
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(config.tokenMemory())
            .expireAfterWrite(config.tokenMemoryTime())
            .build();
  }

  @Override
  public JWTCallerPrincipal parse(String token, JWTAuthContextInfo trusted) throws ParseException {
    JWTCallerPrincipal known = verified.getIfPresent(token);
    if (known != null && known.getExpirationTime() > clock.instant().getEpochSecond()) {
      return known;
    }
    JWTCallerPrincipal caller = verifier.parse(token, trusted);
    // Before 1970 the sum of its lifetime overflows.
    if (caller.getIssuedAtTime() <= 0
        || caller.getIssuedAtTime() > clock.instant().getEpochSecond() + trusted.getClockSkew()) {
      throw new ParseException("the token is issued at an impossible time");
    }
    verified.put(token, caller);
    return caller;
  }
}
