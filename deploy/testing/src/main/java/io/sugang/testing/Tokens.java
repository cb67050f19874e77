package io.sugang.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

/** Tokens as the local identity provider signs them, and as it never would. */
public final class Tokens {

  private Tokens() {}

  /** A good token of somebody with a role. */
  public static String of(String subject, String role) {
    return with(claims(subject, role));
  }

  /** What the local identity provider says of somebody with a role. */
  public static Consumer<JWTClaimsSet.Builder> claims(String subject, String role) {
    return claims -> claims.audience("sugang").subject(subject).claim("groups", List.of(role));
  }

  /** A token with a good signature, and with more claims than issuer and times, or with others. */
  public static String with(Consumer<JWTClaimsSet.Builder> more) {
    try {
      return signed(new RSASSASigner(key()), JWSAlgorithm.RS256, more);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same with any signature, which is said to be by the local identity provider's key. */
  public static String signed(
      JWSSigner signer, JWSAlgorithm algorithm, Consumer<JWTClaimsSet.Builder> more) {
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("urn:sugang:local")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(600)));
    more.accept(claims);
    var token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(key().getKeyID()).build(), claims.build());
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /** The key of the local identity provider. */
  public static RSAKey key() {
    try {
      return RSAKey.parse(Files.readString(LocalStack.signingKey()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
