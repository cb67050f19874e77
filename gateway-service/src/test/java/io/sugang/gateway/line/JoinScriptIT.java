package io.sugang.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.gateway.StackWithEnrollment;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The join script against the real Redis: P5 at its root, with its canary. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class JoinScriptIT {

  private static final String OPEN = "0";
  private static final String FOREVER = "9999999999999";

  @Inject RedisDataSource redis;
  @Inject Doors doors;

  @Test
  void aHundredClicksGetOneNumber() throws Exception {
    assertThat(numbersOfAHundredClicks(LineScript.JOIN.text(1), "P5-01")).hasSize(1);
  }

  @Test
  void canaryWithoutTheLookForALiveReceiptAHundredClicksGetManyNumbers() throws Exception {
    String forgetful =
        LineScript.JOIN
            .text(1)
            .replace("local live = redis.call('HGET', KEYS[3], ARGV[1])", "local live = false");
    assertThat(forgetful).isNotEqualTo(LineScript.JOIN.text(1));

    assertThat(numbersOfAHundredClicks(forgetful, "P5-02")).hasSizeGreaterThan(1);
  }

  @Test
  void numbersRiseAndPositionsCountWhoIsAhead() {
    doors.open(new SectionId("P4-01"), 3);
    for (int i = 0; i < 5; i++) {
      Response answer = join(LineScript.JOIN.text(3), "P4-01", "student-" + i, OPEN, FOREVER, "10");

      assertThat(answer.get(0).toString()).isEqualTo("joined");
      assertThat(answer.get(1).toLong()).isEqualTo(3 * (1L << 40) + i + 1);
      assertThat(answer.get(2).toLong()).isEqualTo(i);
    }
  }

  @Test
  void theWindowIsJudgedByRedisesClockOnlyForWhoHasNoReceipt() {
    doors.open(new SectionId("W-01"), 1);
    String script = LineScript.JOIN.text(1);

    assertThat(join(script, "W-01", "a", FOREVER, FOREVER, "10").get(0).toString())
        .isEqualTo("not-open");
    assertThat(join(script, "W-01", "a", OPEN, "1", "10").get(0).toString()).isEqualTo("closed");
    assertThat(join(script, "W-01", "a", OPEN, FOREVER, "10").get(0).toString())
        .isEqualTo("joined");
    assertThat(join(script, "W-01", "a", OPEN, "1", "10").get(0).toString()).isEqualTo("existing");
  }

  @Test
  void whoGotNoAnswerGetsTheSameReceiptEvenIfItWasRefusedMeanwhile() {
    doors.open(new SectionId("R-01"), 1);
    String script = LineScript.JOIN.text(1);
    String number = join(script, "R-01", "a", OPEN, FOREVER, "10").get(1).toString();
    var keys = new LineKeys(new SectionId("R-01"));
    redis.execute("ZREM", keys.line(), number);
    redis.execute("HDEL", keys.requests(), number);
    redis.execute("HINCRBY", keys.decisions(), LineKeys.UNDECIDED, "-1");
    redis.execute("HSET", keys.decisions(), number, "1|{\"state\":\"refused\"}");

    Response repeated = join(script, "R-01", "a", OPEN, FOREVER, "10");
    assertThat(repeated.get(0).toString()).isEqualTo("existing");
    assertThat(repeated.get(1).toString()).isEqualTo(number);

    Response later = join(script, "R-01", "a", OPEN, FOREVER, "10", "0");
    assertThat(later.get(0).toString()).isEqualTo("joined");
    assertThat(later.get(1).toString()).isNotEqualTo(number);
  }

  @Test
  void aLineTakesNoMoreThanItMay() {
    doors.open(new SectionId("F-01"), 1);
    String script = LineScript.JOIN.text(1);

    assertThat(join(script, "F-01", "a", OPEN, FOREVER, "1").get(0).toString()).isEqualTo("joined");
    assertThat(join(script, "F-01", "b", OPEN, FOREVER, "1").get(0).toString())
        .isEqualTo("line-full");
    assertThat(join(script, "F-01", "a", OPEN, FOREVER, "1").get(0).toString())
        .isEqualTo("existing");
  }

  @Test
  void aLineThatWentBackToAnEarlierStateGivesNoNumber() {
    assertThatThrownBy(() -> numbersBeforeAndAfterALoss(LineScript.JOIN.text(1), "M-01"))
        .hasMessageContaining("LINECLOSED");
  }

  @Test
  void canaryWithoutTheLookAtWhatTheOpenerWroteANumberIsGivenTwice() {
    String script = LineScript.JOIN.text(1);
    int look = script.indexOf("if not last");
    String trusting =
        script.substring(0, look) + script.substring(script.indexOf("end\n", look) + 4);

    assertThat(numbersBeforeAndAfterALoss(trusting, "M-02")).hasSize(1);
  }

  /** One student joins, all but an old counter is lost, and another joins. */
  private Set<Long> numbersBeforeAndAfterALoss(String script, String section) {
    var id = new SectionId(section);
    doors.open(id, 1);
    long first = join(script, section, "a", OPEN, FOREVER, "10").get(1).toLong();
    doors.lose(new LineKeys(id).ofShowing().toArray(String[]::new));
    doors.goBackTo(id, first - 1);
    var numbers = new HashSet<>(Set.of(first));
    numbers.add(join(script, section, "b", OPEN, FOREVER, "10").get(1).toLong());
    return numbers;
  }

  private Set<Long> numbersOfAHundredClicks(String script, String section) throws Exception {
    doors.open(new SectionId(section), 1);
    Callable<Long> click =
        () -> join(script, section, "student", OPEN, FOREVER, "1000").get(1).toLong();
    var numbers = new HashSet<Long>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var number : threads.invokeAll(Collections.nCopies(100, click))) {
        numbers.add(number.get());
      }
    }
    return numbers;
  }

  private Response join(
      String script, String section, String student, String opens, String closes, String limit) {
    return join(script, section, student, opens, closes, limit, FOREVER);
  }

  private Response join(
      String script,
      String section,
      String student,
      String opens,
      String closes,
      String limit,
      String graceMillis) {
    var keys = new LineKeys(new SectionId(section));
    return redis.execute(
        "EVAL",
        List.of(
                script,
                "5",
                keys.line(),
                keys.requests(),
                keys.live(),
                keys.counter(),
                keys.decisions(),
                student,
                opens,
                closes,
                limit,
                "trace",
                "1000",
                graceMillis)
            .toArray(String[]::new));
  }
}
