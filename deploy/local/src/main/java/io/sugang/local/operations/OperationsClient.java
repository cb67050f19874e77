package io.sugang.local.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.local.LocalSystemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Asks enrollment-service's API for operators, wherever that runs. */
public final class OperationsClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI url;
  private final String token;

  /**
   * @param url of enrollment-service
   * @param token of an operator
   */
  public OperationsClient(URI url, String token) {
    this.url = url;
    this.token = token;
  }

  /**
   * What it says.
   *
   * @param path below {@code /ops/v1/}, with a query
   * @throws LocalSystemException if it does not answer, or refuses; saying why, and what to do
   */
  public JsonNode get(String path) throws InterruptedException {
    return call(path, HttpRequest.Builder::GET);
  }

  /** The same, to an order. */
  public JsonNode post(String path, JsonNode body) throws InterruptedException {
    return call("POST", path, body);
  }

  /** The same, to something that is to be so. */
  public JsonNode put(String path, JsonNode body) throws InterruptedException {
    return call("PUT", path, body);
  }

  private JsonNode call(String method, String path, JsonNode body) throws InterruptedException {
    return call(
        path,
        request ->
            request
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private JsonNode call(String path, UnaryOperator<HttpRequest.Builder> method)
      throws InterruptedException {
    HttpRequest request =
        method
            .apply(HttpRequest.newBuilder(url.resolve("/ops/v1/" + path)))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json")
            .header("Accept-Language", Locale.getDefault().toLanguageTag())
            .build();
    HttpResponse<String> answer;
    try {
      answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new LocalSystemException("%s does not answer: %s".formatted(url, e));
    }
    JsonNode said = read(answer.body());
    if (answer.statusCode() / 100 != 2) {
      throw new LocalSystemException(refusal(answer.statusCode(), said));
    }
    return said;
  }

  private static JsonNode read(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }

  private static String refusal(int status, JsonNode problem) {
    String why =
        PlainTable.harmless(
            problem.path("detail").asText(problem.path("title").asText("no reason given")));
    return switch (status) {
      case 401 -> "the token is not accepted (401): " + why;
      case 403 -> "the token is not an operator's (403): " + why;
      default -> "%s (%d)".formatted(why, status);
    };
  }

  @Override
  public void close() {
    http.close();
  }
}
