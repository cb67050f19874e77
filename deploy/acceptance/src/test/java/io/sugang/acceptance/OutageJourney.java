package io.sugang.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.sugang.testing.TableLock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Parts are killed, emptied and frozen under load. Afterwards every gateway and every worker is
 * asked by itself: one that is well hides another that is not.
 */
class OutageJourney {

  private static final int STUDENTS = 2000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration OFTEN = Duration.ofMillis(10);

  /** A part is back for so long, and everybody can use it again. */
  private static final Duration RECOVERY = Duration.ofSeconds(15);

  /**
   * Messages that a frozen worker has received keep the line closed until their visibility time-out
   * is over; and once more if a long poll that it began before takes them again.
   */
  private static final Duration PAST_THE_FROZEN = Duration.ofSeconds(30);

  private static final List<String> GATEWAYS = List.of("gateway-service", "gateway-service-2");
  private static final List<String> WORKERS = List.of("waitlist-service", "waitlist-service-2");
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static RunningSystem system;

  @BeforeAll
  static void start() {
    system = RunningSystem.start("outage", STUDENTS, "--gateways=2", "--workers=2", "--restart");
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @BeforeEach
  void awaitAll() {
    for (String gateway : GATEWAYS) {
      await().atMost(PATIENCE).until(() -> canJoin(gateway));
    }
  }

  @Test
  void aRedisThatIsEmptiedInTheMiddleOfARushLosesAndMixesUpNobody() throws Exception {
    Rush rush = Rush.begin(system, "emptied", STUDENTS);

    await().pollInterval(OFTEN).atMost(PATIENCE).until(rush::decided, decided -> decided > 200);
    system.redis("FLUSHALL");
    rush.assertStillGoingOn();

    rush.assertKept();
    assertEveryInstanceIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "sqs", "mariadb-writer", "mariadb-reader"})
  void aPartThatIsKilledUnderLoadLeavesNobodyBroken(String part) throws Exception {
    try (var load = new Load()) {
      load.awaitAnswers(50);
      system.killAndAwaitEnd(part);
      load.awaitAnswers(50);
    }

    assertEveryInstanceIsWell();
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis", "sqs", "mariadb-writer", "mariadb-reader", "enrollment-service"})
  void aPartThatStandsStillUnderLoadLeavesNobodyBroken(String part) throws Exception {
    try (var load = new Load()) {
      load.awaitAnswers(50);
      try (var _ = system.freeze(part)) {
        load.awaitAnswers(100);
      }
      load.awaitAnswers(50);
    }

    assertEveryInstanceIsWell();
  }

  /** Commits wait for the replica, so that none is lost with the writer; but not for ever. */
  @Test
  void aSilentReplicaHoldsDecisionsUpForTenSecondsAndAnAlarmSaysSo() throws Exception {
    String student = newcomer();
    try (var _ = system.freeze("mariadb-reader")) {
      join(GATEWAYS.get(0), student);
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  system
                      .writer()
                      .number(
                          "SELECT COUNT(*) FROM request WHERE state <> 'waiting' AND section_id = 'MUS1001-02' AND student_id = '%s'"
                              .formatted(student)),
              decided -> decided == 1);
      await().atMost(PATIENCE).until(() -> launcherSays("ALARM: the replica did not answer"));
    }
    await().atMost(PATIENCE).until(() -> launcherSays("the replica is back"));
  }

  private static boolean launcherSays(String what) throws IOException {
    return Files.readString(system.home().resolve("launcher.log")).contains(what);
  }

  @Test
  void aGatewayThatCannotReachTheLineSaysSoUntilItCan() {
    try (var _ = system.freeze("redis")) {
      for (String gateway : GATEWAYS) {
        await().atMost(PATIENCE).until(() -> !system.isReady(gateway));
      }
    }
    for (String gateway : GATEWAYS) {
      await().atMost(RECOVERY).until(() -> system.isReady(gateway));
    }
  }

  /**
   * A worker is stopped in the middle of a batch, with the section's lock; then Redis is emptied,
   * so that whoever reopens the line, journals and decides meets it.
   */
  @Test
  void aFrozenWorkerHoldsUpNobodyAndChangesNothingWhenItWakes() throws Exception {
    String section = "PHY1001-01";
    String first = newcomer();
    String second = newcomer();
    RunningSystem.Frozen other = system.freeze(WORKERS.get(1));
    RunningSystem.Frozen frozen;
    try (TableLock lock = system.writer().lock("mail_batch")) {
      // The mail intent is the last thing that a decision writes.
      system.enroll(GATEWAYS.get(0), first, section).then().statusCode(202);
      system.awaitBlocked("INSERT INTO mail_batch%");
      frozen = system.freeze(WORKERS.get(0));
      lock.letGo();
    } finally {
      other.close();
    }
    try {
      system.redis("FLUSHALL");
      system.redis("SCRIPT", "FLUSH", "SYNC");
      for (String gateway : GATEWAYS) {
        await().atMost(PAST_THE_FROZEN).until(() -> canJoin(gateway));
      }
      assertThat(system.enroll(GATEWAYS.get(1), second, section).statusCode()).isEqualTo(202);
      await()
          .atMost(RECOVERY)
          .until(() -> states(section), List.of("admitted", "admitted")::equals);
    } finally {
      frozen.close();
    }
    List<String> before = rows(section);

    assertEveryInstanceIsWell();

    assertThat(rows(section)).isEqualTo(before);
    assertThat(system.writer().number("SELECT taken FROM section WHERE id = '" + section + "'"))
        .isEqualTo(2);
  }

  /** Each gateway takes a join, and each worker, alone, decides it. */
  private static void assertEveryInstanceIsWell() {
    for (String gateway : GATEWAYS) {
      await().atMost(RECOVERY).until(() -> canJoin(gateway));
      await().atMost(RECOVERY).until(() -> system.isReady(gateway));
    }
    for (int i = 0; i < WORKERS.size(); i++) {
      String student = newcomer();
      try (var _ = system.freeze(WORKERS.get(1 - i))) {
        // What the frozen one has received comes back after its visibility time-out.
        String id = join(GATEWAYS.get(i), student);
        await()
            .atMost(RECOVERY)
            .until(
                () ->
                    system
                        .as(student)
                        .get(system.api(GATEWAYS.get(0), "/requests/" + id))
                        .<String>path("state"),
                state -> !state.equals("waiting"));
      }
    }
    assertThat(
            system
                .writer()
                .number(
                    "SELECT COUNT(*) FROM request WHERE state = 'quarantined' AND reason <> 'unknown-section'"))
        .as("nobody is isolated for an outage")
        .isZero();
    await()
        .atMost(PATIENCE)
        .until(
            () -> system.writer().number("SELECT COUNT(*) FROM request WHERE state = 'waiting'"),
            pending -> pending == 0);
  }

  private static boolean canJoin(String gateway) {
    return system.enroll(gateway, newcomer(), "MUS1001-01").statusCode() == 202;
  }

  /** Joins, however often it takes. */
  private static String join(String gateway, String student) {
    Response answer =
        await()
            .atMost(RECOVERY)
            .until(
                () -> system.enroll(gateway, student, "MUS1001-02"),
                a -> a.statusCode() == 202 || a.statusCode() == 200);
    return answer.path("id");
  }

  private static String newcomer() {
    return system.student(NEXT.getAndIncrement());
  }

  private static List<String> states(String section) {
    return system
        .writer()
        .column("SELECT state FROM request WHERE section_id = '" + section + "' ORDER BY number");
  }

  private static List<String> rows(String section) {
    return system
        .writer()
        .column(
            "SELECT CONCAT_WS('|', number, student_id, state, reason, decided_at, changed_at) FROM request WHERE section_id = '"
                + section
                + "' ORDER BY number");
  }

  /** Forty clients that ask both gateways without a pause. */
  private static final class Load implements AutoCloseable {

    private static final int CLIENTS = 40;

    private final AtomicBoolean isOver = new AtomicBoolean();
    private final Set<Integer> statuses = new ConcurrentSkipListSet<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger answers = new AtomicInteger();
    private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

    Load() {
      for (int i = 0; i < CLIENTS; i++) {
        String gateway = GATEWAYS.get(i % GATEWAYS.size());
        clients.execute(() -> ask(gateway));
      }
    }

    private void ask(String gateway) {
      while (!isOver.get()) {
        String student = system.student(asked.getAndIncrement() % STUDENTS);
        int status = system.enroll(gateway, student, "MUS1002-01").statusCode();
        statuses.add(status);
        answers.incrementAndGet();
      }
    }

    /** Waits for so many answers more, whatever they say. */
    void awaitAnswers(int more) {
      int wanted = answers.get() + more;
      await().atMost(PATIENCE).until(answers::get, now -> now >= wanted);
    }

    @Override
    public void close() {
      isOver.set(true);
      clients.close();
      assertThat(statuses).isSubsetOf(200, 202, 503);
    }
  }
}
