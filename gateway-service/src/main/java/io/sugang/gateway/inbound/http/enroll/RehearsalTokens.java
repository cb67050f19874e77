package io.sugang.gateway.inbound.http.enroll;

import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/** Tokens like students', signed by a key that is made for a rehearsal and trusted by it alone. */
final class RehearsalTokens {

  private static final String STUDENT = "student";
  private static final int MINUTES = 60;

  private final JWTAuthContextInfo trusted;
  private final List<String> authorizations = new ArrayList<>();

  /**
   * Makes a key, and tokens that are trusted just as others are but for the key.
   *
   * @param count how many tokens
   */
  RehearsalTokens(JWTAuthContextInfo like, int count) throws JoseException {
    KeyPair keys = keys();
    trusted = new JWTAuthContextInfo(like);
    trusted.setPublicKeyLocation(null);
    trusted.setPublicVerificationKey(keys.getPublic());
    for (int i = 0; i < count; i++) {
      var claims = new JwtClaims();
      claims.setIssuer(like.getIssuedBy());
      claims.setAudience(List.copyOf(like.getExpectedAudience()));
      claims.setSubject("rehearsal-" + i);
      claims.setGeneratedJwtId();
      claims.setIssuedAtToNow();
      claims.setExpirationTimeMinutesInTheFuture(MINUTES);
      claims.setStringListClaim(like.getGroupsPath(), STUDENT);
      var token = new JsonWebSignature();
      token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
      token.setPayload(claims.toJson());
      token.setKey(keys.getPrivate());
      authorizations.add("Bearer " + token.getCompactSerialization());
    }
  }

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  /** Who is trusted. */
  JWTAuthContextInfo trusted() {
    return trusted;
  }

  /** A header's value for each token. */
  List<String> authorizations() {
    return authorizations;
  }
}
