package io.sugang.local.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sugang.local.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * Signs tokens for the local system, as an identity provider would. It exists in the launcher only.
 */
public final class TokenIssuer {

  /** The issuer that the local services trust. */
  public static final String ISSUER = "urn:sugang:local";

  /** Whom the tokens are meant for. */
  public static final String AUDIENCE = "sugang";

  private final RSAKey key;
  private final JWSSigner signer;

  public TokenIssuer(Home home) throws IOException {
    try {
      key = loadOrMake(home.identity().resolve("signing-key.json"));
      signer = new RSASSASigner(key);
    } catch (JOSEException | ParseException e) {
      throw new IOException("the signing key can't be used; delete " + home.identity(), e);
    }
  }

  private static RSAKey loadOrMake(Path file) throws IOException, JOSEException, ParseException {
    if (Files.exists(file)) {
      return RSAKey.parse(Files.readString(file));
    }
    RSAKey made =
        new RSAKeyGenerator(2048)
            .keyID(UUID.randomUUID().toString())
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.RS256)
            .generate();
    Files.writeString(file, made.toJSONString());
    return made;
  }

  /** Signs a token. */
  public String sign(String subject, Role role, Duration lifetime) {
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(AUDIENCE)
            .subject(subject)
            .claim("groups", List.of(role.claim()))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(lifetime)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(key.getKeyID())
            .type(JOSEObjectType.JWT)
            .build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key that cannot sign", e);
    }
    return token.serialize();
  }

  /** The public key, as a JSON web key set. */
  public String publicKeys() {
    return new JWKSet(key.toPublicJWK()).toString();
  }
}
