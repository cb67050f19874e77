package io.sugang.gateway.inbound.http;

import static io.restassured.RestAssured.given;
import static io.sugang.gateway.Api.REQUESTS;
import static io.sugang.gateway.Api.as;
import static io.sugang.gateway.Api.awaitCopies;
import static io.sugang.gateway.Api.enroll;
import static io.sugang.gateway.Api.enrollment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.sugang.contract.queue.Queue;
import io.sugang.gateway.People;
import io.sugang.gateway.StackWithEnrollment;
import io.sugang.gateway.line.Doors;
import io.sugang.testing.Queues;
import io.sugang.testing.Tokens;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;

/** Only a good token of a known student opens the door. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class TokensIT {

  @Inject Doors doors;
  @Inject SqsAsyncClient sqs;

  @BeforeEach
  void open() {
    doors.open(1);
    awaitCopies();
  }

  @Test
  void onlyAGoodTokenOpensTheDoor() throws Exception {
    String student = People.student(10);
    Instant now = Instant.now();
    Consumer<JWTClaimsSet.Builder> good = Tokens.claims(student, "student");
    var strangersKey = new RSAKeyGenerator(2048).keyID(Tokens.key().getKeyID()).generate();
    byte[] publicKey = Tokens.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
    String none =
        base64("{\"alg\":\"none\"}")
            + "."
            + base64(
                "{\"sub\":\""
                    + student
                    + "\",\"iss\":\"urn:sugang:local\",\"groups\":[\"student\"]}")
            + ".";
    Map<String, String> bad = new HashMap<>();
    bad.put("forged", Tokens.signed(new RSASSASigner(strangersKey), JWSAlgorithm.RS256, good));
    bad.put("HS256", Tokens.signed(new MACSigner(publicKey), JWSAlgorithm.HS256, good));
    bad.put("none", none);
    bad.put("garbage", "abc");
    Map<String, Consumer<JWTClaimsSet.Builder>> others =
        Map.of(
            "other issuer", claims -> claims.issuer("urn:somebody"),
            "expired", claims -> times(claims, now.minusSeconds(600), now.minusSeconds(120)),
            "issued in the future", claims -> claims.issueTime(Date.from(now.plusSeconds(300))),
            "issued at no time", claims -> claims.issueTime(null),
            "issued long ago", claims -> claims.issueTime(Date.from(Instant.ofEpochSecond(-1))),
            "for a year", claims -> times(claims, now, now.plusSeconds(365 * 86_400)));
    others.forEach((kind, other) -> bad.put(kind, Tokens.with(good.andThen(other))));
    long before = new Queues(sqs).length(Queue.REQUESTS);

    bad.forEach(
        (kind, token) ->
            given()
                .header("Authorization", "Bearer " + token)
                .contentType(ContentType.JSON)
                .body(enrollment("CSE1001-01"))
                .post(REQUESTS)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue())
                .contentType("application/problem+json"));
    given()
        .contentType(ContentType.JSON)
        .body(enrollment("CSE1001-01"))
        .post(REQUESTS)
        .then()
        .statusCode(401)
        .contentType("application/problem+json");
    assertThat(new Queues(sqs).length(Queue.REQUESTS)).isEqualTo(before);
  }

  @Test
  void aRegistrarMayNotAskForASeat() {
    given()
        .header("Authorization", "Bearer " + Tokens.of("registrar-1", "registrar"))
        .contentType(ContentType.JSON)
        .body(enrollment("CSE1001-01"))
        .post(REQUESTS)
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:forbidden"));
  }

  @Test
  void aStudentWithoutARecordIsToldSo() {
    enroll("1999999999", "CSE1001-01")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:student-unknown"));
    as("1999999999")
        .get("/api/v1/me")
        .then()
        .statusCode(403)
        .body("type", equalTo("urn:sugang:problem:student-unknown"));
  }

  private static void times(JWTClaimsSet.Builder claims, Instant issued, Instant expires) {
    claims.issueTime(Date.from(issued)).expirationTime(Date.from(expires));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
