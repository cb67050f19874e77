package io.sugang.local.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.sugang.local.Secrets;
import io.sugang.local.http.Http;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What an identity provider offers to services: {@code /identity/jwks.json}, the public keys, and
 * {@code /identity/token}, tokens for services by OAuth 2 client credentials.
 */
public final class IdentityEndpoints implements HttpHandler {

  private static final Duration LIFETIME = Duration.ofHours(1);

  /** Services that may ask for a token. */
  private static final Set<String> CLIENTS = Set.of("gateway-service");

  private final TokenIssuer issuer;
  private final Secrets secrets;

  public IdentityEndpoints(TokenIssuer issuer, Secrets secrets) {
    this.issuer = issuer;
    this.secrets = secrets;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/identity/jwks.json" ->
          Http.answer(exchange, 200, "application/json", issuer.publicKeys());
      case "/identity/token" -> token(exchange);
      default -> Http.answer(exchange, 404, "text/plain", "not found\n");
    }
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form = Http.form(Http.body(exchange));
    String client = form.getOrDefault("client_id", "");
    String given = form.getOrDefault("client_secret", "");
    String expected = CLIENTS.contains(client) ? clientSecret(secrets, client) : "";
    boolean known =
        MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    if (!known
        || expected.isEmpty()
        || !"client_credentials".equals(form.get("grant_type"))
        || !"POST".equals(exchange.getRequestMethod())) {
      Http.answer(exchange, 401, "application/json", "{\"error\":\"invalid_client\"}");
      return;
    }
    Http.answer(
        exchange,
        200,
        "application/json",
        "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
            .formatted(issuer.sign(client, Role.SERVICE, LIFETIME), LIFETIME.toSeconds()));
  }

  /** The secret with which a service asks for its token. */
  public static String clientSecret(Secrets secrets, String client) {
    return secrets.get(secretName(client));
  }

  /** The name of that secret among all. */
  public static String secretName(String client) {
    return "client." + client;
  }
}
