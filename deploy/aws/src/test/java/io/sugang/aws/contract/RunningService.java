package io.sugang.aws.contract;

import io.sugang.aws.service.Service;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service that was started with an environment and nothing else. */
final class RunningService implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PORT = "SUGANG_PORT";
  private static final String MANAGEMENT_PORT = "SUGANG_MANAGEMENT_PORT";

  private final Process process;
  private final Path log;
  private final int port;
  private final int managementPort;
  private final List<String> healthCommand;

  private RunningService(
      Process process, Path log, int port, int managementPort, List<String> healthCommand) {
    this.process = process;
    this.log = log;
    this.port = port;
    this.managementPort = managementPort;
    this.healthCommand = healthCommand;
  }

  /** Starts it on free ports, which it is told by the variables that name its ports on AWS. */
  static RunningService start(
      Path root,
      Service service,
      TaskDefinition task,
      Map<String, String> environment,
      Map<String, String> onlyHere)
      throws IOException {
    String givenPort = environment.getOrDefault(MANAGEMENT_PORT, "");
    requireMapped(task, environment);
    int managementPort = freePort();
    int port = freePort();
    environment.put(MANAGEMENT_PORT, Integer.toString(managementPort));
    if (environment.containsKey(PORT)) {
      environment.put(PORT, Integer.toString(port));
    }
    Path log = Path.of("target", service.module() + ".log");
    var builder =
        ServiceImage.of(root, service.module())
            .start()
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(onlyHere);
    List<String> health =
        task.healthCommand().stream()
            .map(part -> part.replace("/" + givenPort, "/" + managementPort))
            .toList();
    return new RunningService(builder.start(), log, port, managementPort, health);
  }

  /** The ports that the variables name are those that the container opens. */
  private static void requireMapped(TaskDefinition task, Map<String, String> environment) {
    Stream.of(PORT, MANAGEMENT_PORT)
        .filter(environment::containsKey)
        .map(name -> Integer.valueOf(environment.get(name)))
        .filter(named -> !task.ports().contains(named))
        .forEach(
            named -> {
              throw new AssertionError("port %d is not mapped: %s".formatted(named, task.ports()));
            });
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** What it has written so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  void awaitReady() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(managementUrl() + "/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isReady(client, request)) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new AssertionError("not ready:\n" + Files.readString(log));
        }
        if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("it ended:\n" + Files.readString(log));
        }
      }
    }
  }

  /** The first answer to the question whether it is ready. */
  int awaitReadiness() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(managementUrl() + "/q/health/ready")).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
        try {
          return client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
          if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
            break;
          }
        }
      }
    }
    throw new AssertionError("no answer:\n" + Files.readString(log));
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Exit code of the check that ECS runs in the container. */
  int containerHealthCheck() throws IOException, InterruptedException {
    Process check = new ProcessBuilder(healthCommand).redirectErrorStream(true).start();
    check.getInputStream().readAllBytes();
    return check.waitFor();
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  String managementUrl() {
    return "http://127.0.0.1:" + managementPort;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
