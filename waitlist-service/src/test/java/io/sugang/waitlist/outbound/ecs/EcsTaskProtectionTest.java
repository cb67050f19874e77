package io.sugang.waitlist.outbound.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sugang.waitlist.config.Defaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EcsTaskProtectionTest {

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private HttpServer agent;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    agent = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    agent.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          calls.add(
              "%s %s %s".formatted(exchange.getRequestMethod(), exchange.getRequestURI(), body));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    agent.start();
  }

  @AfterEach
  void stop() {
    agent.stop(0);
  }

  @Test
  void aBusyTaskIsProtectedAndAQuietOneIsNot() {
    EcsTaskProtection protection = protection();

    protection.keep(Duration.ofMinutes(2));
    protection.release();

    assertThat(calls)
        .containsExactly(
            "PUT /api/task/task-protection/v1/state {\"ProtectionEnabled\":true,\"ExpiresInMinutes\":2}",
            "PUT /api/task/task-protection/v1/state {\"ProtectionEnabled\":false}");
  }

  @Test
  void aRefusalIsSaid() {
    status = 400;

    assertThatThrownBy(() -> protection().release()).hasMessageContaining("400");
  }

  @Test
  void whereThereIsNoAgentNobodyIsAsked() {
    new EcsTaskProtection(Optional.empty(), Defaults.CONFIG).keep(Duration.ofMinutes(2));

    assertThat(calls).isEmpty();
  }

  private EcsTaskProtection protection() {
    String host = "http://127.0.0.1:" + agent.getAddress().getPort();
    return new EcsTaskProtection(Optional.of(URI.create(host + "/api/task")), Defaults.CONFIG);
  }
}
