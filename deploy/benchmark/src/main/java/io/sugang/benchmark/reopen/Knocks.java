package io.sugang.benchmark.reopen;

import io.sugang.benchmark.system.Gateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;

/**
 * Students who knock at one gateway, one after the other, until one was kept out and one let in.
 */
public final class Knocks implements Callable<Knocks.Closed> {

  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HttpClient client;
  private final Gateway gateway;
  private final String section;
  private final Iterator<String> tokens;

  /**
   * For how long a gateway let nobody in.
   *
   * @param firstRefusal milliseconds from the beginning to the first answer that kept somebody out
   * @param firstAccepted milliseconds from the beginning to the first receipt after that
   * @param slowest answer in milliseconds
   */
  public record Closed(String gateway, long firstRefusal, long firstAccepted, long slowest) {}

  public Knocks(HttpClient client, Gateway gateway, String section, Iterator<String> tokens) {
    this.client = client;
    this.gateway = gateway;
    this.section = section;
    this.tokens = tokens;
  }

  @Override
  public Closed call() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    long refused = -1;
    long slowest = 0;
    while (millisSince(begun) < PATIENCE.toMillis()) {
      long asked = System.nanoTime();
      int status = knock();
      slowest = Math.max(slowest, millisSince(asked));
      boolean isIn = status == 202 || status == 200;
      if (refused < 0 && !isIn) {
        refused = millisSince(begun);
      } else if (refused >= 0 && isIn) {
        return new Closed(gateway.name(), refused, millisSince(begun), slowest);
      }
      Thread.sleep(BETWEEN);
    }
    throw new IOException(gateway.name() + " stayed as it was for " + PATIENCE.toSeconds() + " s");
  }

  private int knock() throws IOException, InterruptedException {
    String token;
    synchronized (tokens) {
      token = tokens.next();
    }
    var request =
        HttpRequest.newBuilder(gateway.resolve("/api/v1/requests"))
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"type\":\"enroll\",\"section\":\"%s\"}".formatted(section)))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static long millisSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1_000_000;
  }
}
