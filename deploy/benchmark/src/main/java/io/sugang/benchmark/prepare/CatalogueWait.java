package io.sugang.benchmark.prepare;

import io.sugang.benchmark.system.Gateway;
import io.sugang.local.LocalSystemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Waits until every gateway knows fresh sections; gateways copy the catalogue every few seconds.
 */
public final class CatalogueWait {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private CatalogueWait() {}

  /**
   * Returns when each gateway answers 200 for each section.
   *
   * @param say told what is waited for
   * @throws LocalSystemException after 30 seconds
   */
  public static void until(
      List<Gateway> gateways, List<PreparedSection> sections, Consumer<String> say)
      throws InterruptedException {
    say.accept(
        "Waiting until %d gateway(s) serve %d fresh section(s), like %s (up to %d s)"
            .formatted(
                gateways.size(), sections.size(), sections.getFirst().id(), PATIENCE.toSeconds()));
    List<URI> missing = new ArrayList<>();
    for (Gateway gateway : gateways) {
      for (PreparedSection section : sections) {
        missing.add(gateway.resolve("/api/v1/sections/" + section.id()));
      }
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build()) {
      while (!missing.isEmpty()) {
        if (isServed(client, missing.getLast())) {
          missing.removeLast();
        } else if (System.nanoTime() > deadline) {
          throw new LocalSystemException(
              "%s is still not served after %d s"
                  .formatted(missing.getLast(), PATIENCE.toSeconds()));
        } else {
          Thread.sleep(BETWEEN_LOOKS);
        }
      }
    }
  }

  /** A gateway that does not answer may be on its way back. */
  private static boolean isServed(HttpClient client, URI section) throws InterruptedException {
    var request = HttpRequest.newBuilder(section).timeout(Duration.ofSeconds(5)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
