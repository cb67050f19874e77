package io.sugang.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Tokens as the local identity provider signs them, and as it never would. */
public final class People {

  private static final Path KEY = Path.of("target/stack/identity/signing-key.json");

  private People() {}

  /** A student of the seeded university. */
  public static String student(int index) {
    return "%d%02d%04d".formatted(2027 - index % 4, index / 4 % 30 + 1, index / 4 / 30 + 1);
  }

  /** A student's good token. */
  public static String token(String student) {
    return token(student, "student", "urn:sugang:local", Instant.now().plusSeconds(600));
  }

  /** A token with these claims and a good signature. */
  public static String token(String subject, String role, String issuer, Instant expires) {
    try {
      RSAKey key = key();
      return sign(new RSASSASigner(key), key.getKeyID(), subject, role, issuer, expires);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A student's token with a good signature and these times; {@code null}: it does not say. */
  public static String token(String student, Instant issued, Instant expires) {
    try {
      RSAKey key = key();
      var claims =
          new JWTClaimsSet.Builder()
              .issuer("urn:sugang:local")
              .audience("sugang")
              .subject(student)
              .claim("groups", List.of("student"))
              .issueTime(issued == null ? null : Date.from(issued))
              .expirationTime(Date.from(expires))
              .build();
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signs with any key. */
  public static String sign(
      JWSSigner signer, String keyId, String subject, String role, String issuer, Instant expires)
      throws JOSEException {
    JWSAlgorithm algorithm =
        signer instanceof RSASSASigner ? JWSAlgorithm.RS256 : JWSAlgorithm.HS256;
    var token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm).keyID(keyId).build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("sugang")
                .subject(subject)
                .claim("groups", List.of(role))
                .issueTime(Date.from(Instant.now().minusSeconds(60)))
                .expirationTime(Date.from(expires))
                .build());
    token.sign(signer);
    return token.serialize();
  }

  /** The signing key of the local identity provider. */
  public static RSAKey key() {
    try {
      return RSAKey.parse(Files.readString(KEY));
    } catch (IOException | ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
