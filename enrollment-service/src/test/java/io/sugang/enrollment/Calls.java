package io.sugang.enrollment;

import static io.restassured.RestAssured.given;

import com.nimbusds.jwt.JWTClaimsSet;
import io.restassured.specification.RequestSpecification;
import io.sugang.testing.Tokens;
import java.util.function.Consumer;

/** Calls with tokens as the local identity provider signs them. */
public final class Calls {

  private Calls() {}

  /** A call by somebody with a role. */
  public static RequestSpecification as(String subject, String role) {
    return with(Tokens.claims(subject, role));
  }

  /** A call with more claims than issuer and times, or with others. */
  public static RequestSpecification with(Consumer<JWTClaimsSet.Builder> more) {
    return given().header("Authorization", "Bearer " + Tokens.with(more));
  }
}
