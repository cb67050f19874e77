package io.sugang.acceptance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Processes are killed with -9 at the moments that matter. Real locks and pauses hold them there:
 * nothing in the services knows of these tests.
 */
class CrashJourney {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FIRST = "gateway-service";
  private static final String SECOND = "gateway-service-2";
  private static final String WORKER = "waitlist-service";

  private static RunningSystem system;
  private static Vertx vertx;
  private static Redis redis;

  @BeforeAll
  static void start() {
    system = RunningSystem.start("crash", 100, "--gateways=2", "--restart");
    vertx = Vertx.vertx();
    redis = Redis.createClient(vertx, system.redisUrl());
  }

  @AfterAll
  static void stop() {
    redis.close();
    var unused = vertx.close().toCompletionStage().toCompletableFuture().join();
    system.close();
  }

  /** Whatever the last test killed is there again. */
  @BeforeEach
  void awaitReady() {
    for (String name : List.of(FIRST, SECOND, WORKER)) {
      await().atMost(PATIENCE).until(() -> isReady(name));
    }
  }

  private static boolean isReady(String name) {
    try {
      return given().get(system.management(name) + "/q/health/ready").statusCode() == 200;
    } catch (Exception e) {
      return false;
    }
  }

  @Test
  void aWorkerThatDiesBetweenCommitAndTellingTheLineIsFinishedByTheNext() throws Exception {
    String student = system.student(0);
    String id;
    try (Connection locker = system.connect();
        Statement statement = locker.createStatement()) {
      // The mail intent is the last thing that a decision writes.
      statement.execute("LOCK TABLES mail WRITE");
      id = accepted(system.enroll(FIRST, student, "PHY1001-01"));
      awaitBlocked("INSERT INTO mail%");
      command("CLIENT", "PAUSE", "60000", "WRITE");
      statement.execute("UNLOCK TABLES");
    }
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(PATIENCE)
        .until(() -> states("PHY1001-01"), List.of("admitted")::equals);
    assertThat(state(SECOND, student, id)).as("the line was not told").isEqualTo("waiting");

    killAndAwaitEnd(WORKER);
    command("CLIENT", "UNPAUSE");

    await().atMost(PATIENCE).until(() -> state(SECOND, student, id), "admitted"::equals);
    assertOneSeat("PHY1001-01", student);
  }

  @Test
  void aWorkerThatDiesBetweenReceivingAndJournalingLosesNothing() throws Exception {
    String student = system.student(1);
    String id;
    try (Connection locker = system.connect();
        Statement statement = locker.createStatement()) {
      statement.execute("LOCK TABLES request WRITE");
      id = accepted(system.enroll(FIRST, student, "PHY1001-02"));
      awaitBlocked("%request%");
      killAndAwaitEnd(WORKER);
      statement.execute("UNLOCK TABLES");
    }

    await().atMost(PATIENCE).until(() -> state(SECOND, student, id), "admitted"::equals);
    assertOneSeat("PHY1001-02", student);
  }

  @Test
  void aRetryAfterAGatewayDiedBetweenJoiningAndPublishingGetsTheSamePlace() throws Exception {
    String student = system.student(2);
    String id = joinThenKillGateway(student, "PHY1002-01");

    // Until the queue is back, the answer is "not confirmed; try again".
    Response retry =
        await()
            .atMost(PATIENCE)
            .until(
                () -> system.enroll(SECOND, student, "PHY1002-01"),
                answer -> answer.statusCode() != 503);

    assertThat(accepted(retry)).isEqualTo(id);
    await().atMost(PATIENCE).until(() -> state(SECOND, student, id), "admitted"::equals);
    assertOneSeat("PHY1002-01", student);
  }

  @Test
  void aJoinThatNobodyRetriesIsConfirmedByTheSweeper() throws Exception {
    String student = system.student(3);
    String id = joinThenKillGateway(student, "PHY1002-02");

    await().atMost(PATIENCE).until(() -> state(SECOND, student, id), "admitted"::equals);
    assertOneSeat("PHY1002-02", student);
  }

  @Test
  void aPublicationThatSqsTookAfterTheTimeOutIsOneRequestAllTheSame() throws Exception {
    String student = system.student(4);
    system.freeze("sqs");
    Response unconfirmed = system.enroll(FIRST, student, "PHY1003-01");
    unconfirmed.then().statusCode(503);
    assertThat(unconfirmed.header("Retry-After")).isNotNull();
    // What was sent to it lies in its socket, and is taken now.
    system.thaw("sqs");

    String id = accepted(system.enroll(SECOND, student, "PHY1003-01"));

    await().atMost(PATIENCE).until(() -> state(FIRST, student, id), "admitted"::equals);
    assertOneSeat("PHY1003-01", student);
    assertThat(accepted(system.enroll(FIRST, student, "PHY1003-01"))).isEqualTo(id);
  }

  /**
   * Joins at the first gateway, which dies before the queue took the request, as does the queue.
   */
  private static String joinThenKillGateway(String student, String section) throws Exception {
    system.freeze("sqs");
    CompletableFuture<Response> lost =
        CompletableFuture.supplyAsync(() -> system.enroll(FIRST, student, section));
    String id =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    system
                        .as(student)
                        .get(system.api(SECOND, "/requests"))
                        .<String>path("requests.find { it.section == '" + section + "' }?.id"),
                known -> known != null);
    killAndAwaitEnd(FIRST);
    killAndAwaitEnd("sqs");
    assertThat(lost.handle((_, failure) -> failure != null).get(10, TimeUnit.SECONDS))
        .as("the student gets no answer")
        .isTrue();
    return id;
  }

  /** After it the launcher starts it anew, as an orchestrator would. */
  private static void killAndAwaitEnd(String name) throws Exception {
    ProcessHandle process = system.process(name);
    process.destroyForcibly();
    var unused = process.onExit().get(10, TimeUnit.SECONDS);
  }

  private static String accepted(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 202);
    return answer.path("id");
  }

  private static String state(String gateway, String student, String id) {
    Response answer = system.as(student).get(system.api(gateway, "/requests/" + id));
    return answer.statusCode() == 200 ? answer.path("state") : "?" + answer.statusCode();
  }

  private static List<String> states(String section) throws SQLException {
    return system.column("SELECT state FROM request WHERE section_id = '" + section + "'");
  }

  private static void awaitBlocked(String statement) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(
            () ->
                system.number(
                    "SELECT COUNT(*) FROM information_schema.processlist WHERE state LIKE '%metadata lock%' AND info LIKE '"
                        + statement
                        + "'"),
            blocked -> blocked > 0);
  }

  private static void assertOneSeat(String section, String student) throws SQLException {
    assertThat(states(section)).containsExactly("admitted");
    String mine = " WHERE section_id = '" + section + "' AND student_id = '" + student + "'";
    assertThat(system.number("SELECT COUNT(*) FROM enrollment" + mine)).isEqualTo(1);
    assertThat(system.number("SELECT COUNT(*) FROM mail" + mine)).isEqualTo(1);
    assertThat(system.number("SELECT taken FROM section WHERE id = '" + section + "'"))
        .isEqualTo(1);
  }

  private static void command(String word, String... words) {
    Request request = Request.cmd(Command.create(word));
    for (String argument : words) {
      request.arg(argument);
    }
    var unused = redis.send(request).toCompletionStage().toCompletableFuture().join();
  }
}
