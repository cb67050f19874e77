package io.sugang.aws.contract;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gives tokens of the form that Cognito gives: people's have an audience and groups, services' have
 * neither, but a client and a scope.
 */
final class CognitoStandIn implements AutoCloseable {

  static final String PAGES = "pages-client";
  static final String GATEWAY = "gateway-client";
  static final String GATEWAY_SECRET = "gateway-secret";

  private final RSAKey key;
  private final HttpServer server;

  CognitoStandIn() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("1").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/jwks.json",
        exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/oauth2/token", this::token);
    server.start();
  }

  private void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
    if (form.contains("grant_type=client_credentials")
        && form.contains("client_id=" + GATEWAY)
        && form.contains("client_secret=" + GATEWAY_SECRET)) {
      answer(
          exchange,
          200,
          "{\"access_token\":\"%s\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"
              .formatted(
                  sign(
                      claims ->
                          claims
                              .subject(GATEWAY)
                              .claim("client_id", GATEWAY)
                              .claim("scope", "sugang/service")
                              .claim("token_use", "access"))));
    } else {
      answer(exchange, 400, "{\"error\":\"invalid_client\"}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A student's token, from the hosted sign-in. */
  String student(String number) {
    return sign(
        claims ->
            claims
                .subject("6c5b2c5e-1f0d-4a0e-9c38-000000000001")
                .audience(PAGES)
                .claim("cognito:groups", List.of("student"))
                .claim("custom:student_number", number)
                .claim("token_use", "id"));
  }

  private String sign(Consumer<JWTClaimsSet.Builder> more) {
    Instant now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(url())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(3600)));
    more.accept(claims);
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("1").build(), claims.build());
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key that cannot sign", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
