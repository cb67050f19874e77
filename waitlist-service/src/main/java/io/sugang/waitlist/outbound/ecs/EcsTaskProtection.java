package io.sugang.waitlist.outbound.ecs;

import io.sugang.waitlist.application.operate.ScaleInProtection;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Protects this task from ECS's scale-in, by the agent that ECS tells each of its tasks of.
 * Anywhere else it does nothing.
 */
@ApplicationScoped
class EcsTaskProtection implements ScaleInProtection {

  private final Optional<URI> state;
  private final Duration timeout;
  private final HttpClient http;

  /**
   * @param agent address of the task's agent; ECS sets it
   */
  EcsTaskProtection(
      @ConfigProperty(name = "ecs.agent.uri") Optional<URI> agent, WaitlistConfig config) {
    timeout = config.protectTimeout();
    http = HttpClient.newBuilder().connectTimeout(timeout).build();
    state = agent.map(uri -> URI.create(uri + "/task-protection/v1/state"));
  }

  @Override
  public void keep(Duration time) {
    put("{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":%d}".formatted(time.toMinutes()));
  }

  @Override
  public void release() {
    put("{\"ProtectionEnabled\":false}");
  }

  private void put(String body) {
    if (state.isEmpty()) {
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(state.get())
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            "ECS answers %d to a call for protection: %s"
                .formatted(answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("ECS's agent does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
