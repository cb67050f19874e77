package io.sugang.enrollment;

import static io.restassured.RestAssured.given;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

/** Calls with tokens as the local identity provider signs them. */
public final class Tokens {

  private Tokens() {}

  /** A call by somebody with a role. */
  public static RequestSpecification as(String subject, String role) {
    return with(
        claims -> claims.audience("sugang").subject(subject).claim("groups", List.of(role)));
  }

  /** A call with more claims than issuer and times, or with others. */
  public static RequestSpecification with(Consumer<JWTClaimsSet.Builder> more) {
    return given().header("Authorization", "Bearer " + token(more));
  }

  private static String token(Consumer<JWTClaimsSet.Builder> more) {
    try {
      RSAKey key =
          RSAKey.parse(Files.readString(Path.of("target/stack/identity/signing-key.json")));
      var claims =
          new JWTClaimsSet.Builder()
              .issuer("urn:sugang:local")
              .issueTime(Date.from(Instant.now()))
              .expirationTime(Date.from(Instant.now().plusSeconds(600)));
      more.accept(claims);
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
