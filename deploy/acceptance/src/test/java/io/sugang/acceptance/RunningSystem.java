package io.sugang.acceptance;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sugang.local.system.SystemStatus;
import io.sugang.testing.Database;
import io.sugang.testing.StackProcess;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * The whole system, as {@code ./sugang run} brings it up, with what {@code status} and {@code
 * token} tell of it.
 */
final class RunningSystem implements AutoCloseable {

  static final Path ROOT = Path.of(System.getProperty("sugang.root"));
  private static final int STUDENTS = 400;

  /** Its media type is unknown elsewhere. */
  private static final RestAssuredConfig AMAZON_JSON =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .encodeContentTypeAs("application/x-amz-json-1.0", ContentType.TEXT));

  private final StackProcess stack;
  private final SystemStatus status;
  private final Database writer;
  private final Path home;
  private final List<String> ids;
  private final String registrar;
  private final String operator;
  private final Map<String, String> tokens;

  private RunningSystem(StackProcess stack, Path home, int students) {
    this.stack = stack;
    this.home = home;
    status = stack.status();
    writer = new Database(status.writer());
    List<String[]> lines = tokenLines(home, "--count=" + students);
    registrar = tokenLines(home, "--role=registrar").getFirst()[1];
    operator = tokenLines(home, "--role=operator").getFirst()[1];
    ids = lines.stream().map(line -> line[0]).toList();
    tokens = lines.stream().collect(Collectors.toMap(line -> line[0], line -> line[1]));
  }

  static RunningSystem start(String name) {
    return start(name, STUDENTS);
  }

  /**
   * Starts it.
   *
   * @param options more options of the launcher's {@code stack} command
   */
  static RunningSystem start(String name, int students, String... options) {
    Path home = Path.of("target", name).toAbsolutePath();
    List<String> all =
        new ArrayList<>(
            List.of(
                "--port=" + freePort(),
                "--students=" + students,
                "--service=enrollment-service",
                "--service=waitlist-service",
                "--service=notification-service",
                "--service=gateway-service"));
    all.addAll(List.of(options));
    StackProcess stack = StackProcess.start(ROOT, home, all.toArray(String[]::new));
    return new RunningSystem(stack, home, students);
  }

  static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String[]> tokenLines(Path home, String... options) {
    try {
      List<String> command = StackProcess.launcher(ROOT, home, "token");
      command.addAll(List.of(options));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output.lines().map(line -> line.split("\t", 2)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String student(int index) {
    return ids.get(index);
  }

  String token(String student) {
    return tokens.get(student);
  }

  Path home() {
    return home;
  }

  String api(String path) {
    return api("gateway-service", path);
  }

  /** Where the description's paths begin. */
  String gateway() {
    return status.services().get("gateway-service").url();
  }

  /** The same at one of several gateways. */
  String api(String gateway, String path) {
    return status.services().get(gateway).url() + "/api/v1" + path;
  }

  RequestSpecification as(String student) {
    return given().header("Authorization", "Bearer " + token(student));
  }

  RequestSpecification asRegistrar() {
    return given().header("Authorization", "Bearer " + registrar);
  }

  RequestSpecification asOperator() {
    return given().header("Authorization", "Bearer " + operator);
  }

  String operations(String path) {
    return status.services().get("enrollment-service").url() + "/ops/v1" + path;
  }

  String registrar(String path) {
    return status.services().get("enrollment-service").url() + "/registrar/v1" + path;
  }

  Response enroll(String gateway, String student, String section) {
    return as(student)
        .contentType(ContentType.JSON)
        .body("{\"type\":\"enroll\",\"section\":\"" + section + "\"}")
        .post(api(gateway, "/requests"));
  }

  /** The process of a service or part, by its name in the launcher. */
  ProcessHandle process(String name) {
    try {
      String pid = Files.readString(home.resolve("run").resolve(name + ".pid")).split(" ")[0];
      return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kills a process with -9; the launcher starts it again. */
  void kill(String name) {
    process(name).destroyForcibly();
  }

  /** Kills a process with -9 and waits for its end; the launcher starts it again. */
  void killAndAwaitEnd(String name) {
    ProcessHandle process = process(name);
    process.destroyForcibly();
    try {
      var unused = process.onExit().get(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Stops a process where it is, as a long pause would, until it is closed. */
  Frozen freeze(String name) {
    return freeze(process(name));
  }

  /** Freezes the launcher, and SES with it. */
  Frozen freezeSes() {
    return freeze(stack.launcher());
  }

  private static Frozen freeze(ProcessHandle process) {
    signal("STOP", process);
    return new Frozen(process);
  }

  /** A process that stands still. */
  record Frozen(ProcessHandle process) implements AutoCloseable {
    /** Lets it go on, unless it was killed meanwhile. */
    @Override
    public void close() {
      if (process.isAlive()) {
        signal("CONT", process);
      }
    }
  }

  private static void signal(String signal, ProcessHandle process) {
    try {
      int exit =
          new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill -" + signal + " " + process + ": exit " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  boolean isReady(String service) {
    try {
      return given().get(management(service) + "/q/health/ready").statusCode() == 200;
    } catch (Exception e) {
      return false;
    }
  }

  /** What Redis answers to a command. */
  String redis(String word, String... words) {
    Vertx vertx = Vertx.vertx();
    Redis redis = Redis.createClient(vertx, redisUrl());
    try {
      Request request = Request.cmd(Command.create(word));
      for (String argument : words) {
        request.arg(argument);
      }
      return String.valueOf(redis.send(request).toCompletionStage().toCompletableFuture().join());
    } finally {
      redis.close();
      var unused = vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  /** What SQS answers to a call, as AWS's own tools make it. */
  JsonPath sqs(String action, Map<String, ?> parameters) {
    return given()
        .header("X-Amz-Target", "AmazonSQS." + action)
        .config(AMAZON_JSON)
        .contentType("application/x-amz-json-1.0")
        .body(json(parameters))
        .post(status.sqs().endpoint())
        .then()
        .statusCode(200)
        .extract()
        .body()
        .jsonPath();
  }

  private static String json(Map<String, ?> parameters) {
    try {
      return new ObjectMapper().writeValueAsString(parameters);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The URL of a queue. */
  String queueUrl(String name) {
    return status.sqs().queueUrls().get(name);
  }

  /** The name of a queue in AWS's tools. */
  String queueArn(String name) {
    return "arn:aws:sqs:%s:000000000000:%s".formatted(status.sqs().region(), name);
  }

  /** Waits until a statement is held up by a table's lock. */
  void awaitBlocked(String statement) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                writer.number(
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE '%metadata lock%' AND info LIKE '"
                        + statement
                        + "'"),
            blocked -> blocked > 0);
  }

  String redisUrl() {
    return status.redis().url();
  }

  String management(String service) {
    return status.services().get(service).management();
  }

  int mailsTo(String student) {
    return given()
        .queryParam("to", student + "@student.sugang.example")
        .get(status.console().mailboxJson())
        .jsonPath()
        .getList("id")
        .size();
  }

  /** What is written and decided. */
  Database writer() {
    return writer;
  }

  @Override
  public void close() {
    stack.close();
  }
}
