package io.sugang.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.gateway.StackWithEnrollment;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The join script against the real Redis: P5 at its root, with its canary. */
@QuarkusTest
@WithTestResource(StackWithEnrollment.class)
class JoinScriptIT {

  private static final String OPEN = "0";
  private static final String FOREVER = "9999999999999";
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String GIVES = " gives ";

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
            .replace("local receipt = receipts[student] or receipts[i]", "local receipt = nil");
    assertThat(forgetful).isNotEqualTo(LineScript.JOIN.text(1));

    assertThat(numbersOfAHundredClicks(forgetful, "P5-02")).hasSizeGreaterThan(1);
  }

  @Test
  void numbersRiseAndPositionsCountWhoIsAhead() {
    doors.open(new SectionId("P4-01"), 3);
    for (int i = 0; i < 5; i++) {
      Joined answer = join(LineScript.JOIN.text(3), "P4-01", "student-" + i, OPEN, FOREVER, "10");

      assertThat(answer.outcome()).isEqualTo("j");
      assertThat(answer.number()).isEqualTo(3 * (1L << 40) + i + 1);
      assertThat(answer.position()).isEqualTo(i);
    }
  }

  @Test
  void theWindowIsJudgedByRedisesClockOnlyForWhoHasNoReceipt() {
    doors.open(new SectionId("W-01"), 1);
    String script = LineScript.JOIN.text(1);

    assertThat(join(script, "W-01", "a", FOREVER, FOREVER, "10").outcome()).isEqualTo("b");
    assertThat(join(script, "W-01", "a", OPEN, "1", "10").outcome()).isEqualTo("a");
    assertThat(join(script, "W-01", "a", OPEN, FOREVER, "10").outcome()).isEqualTo("j");
    assertThat(join(script, "W-01", "a", OPEN, "1", "10").outcome()).isEqualTo("e");
  }

  @Test
  void whoGotNoAnswerGetsTheSameReceiptEvenIfItWasRefusedMeanwhile() {
    doors.open(new SectionId("R-01"), 1);
    String script = LineScript.JOIN.text(1);
    String number = "" + join(script, "R-01", "a", OPEN, FOREVER, "10").number();
    var keys = new LineKeys(new SectionId("R-01"));
    redis.execute("ZREM", keys.line(), number);
    redis.execute("HDEL", keys.requests(), number);
    redis.execute("HINCRBY", keys.decisions(), LineKeys.UNDECIDED, "-1");
    redis.execute("HSET", keys.decisions(), number, "1|{\"state\":\"refused\"}");

    Joined repeated = join(script, "R-01", "a", OPEN, FOREVER, "10");
    assertThat(repeated.outcome()).isEqualTo("e");
    assertThat("" + repeated.number()).isEqualTo(number);

    Joined later = join(script, "R-01", "a", OPEN, FOREVER, "10", "0");
    assertThat(later.outcome()).isEqualTo("j");
    assertThat("" + later.number()).isNotEqualTo(number);
  }

  @Test
  void aLineTakesNoMoreThanItMay() {
    doors.open(new SectionId("F-01"), 1);
    String script = LineScript.JOIN.text(1);

    assertThat(join(script, "F-01", "a", OPEN, FOREVER, "1").outcome()).isEqualTo("j");
    assertThat(join(script, "F-01", "b", OPEN, FOREVER, "1").outcome()).isEqualTo("f");
    assertThat(join(script, "F-01", "a", OPEN, FOREVER, "1").outcome()).isEqualTo("e");
  }

  /** One member of a batch that is refused spoils nothing for the others. */
  @Test
  void aBatchIsWhatItsMembersWouldBeAlone() {
    doors.open(new SectionId("B-01"), 2);
    String script = LineScript.JOIN.text(2);
    long first = join(script, "B-01", "present", OPEN, FOREVER, "10").number();

    Response answer =
        joinAll(
            script,
            "B-01",
            "4",
            FOREVER,
            OPEN,
            FOREVER,
            List.of("new-1", "present", "new-1", "new-2", "new-2", "new-3", "no-room"),
            Map.of(1, "a-key", 3, "a-key", 4, "other-key"));

    assertThat(answer.get(1).toLong()).isEqualTo(first);
    assertThat(answer.get(2).toLong()).isEqualTo(1);
    assertThat(answer.get(3).toString()).isEqualTo("jerjejf");
    String at = answer.get(0).toString();
    assertThat(answer.get(4).toString()).startsWith(first + "|0|").endsWith("|1");
    assertThat(answer.get(5).toString()).isEqualTo((first + 1) + "|1|" + at + "|1|joined");
    assertThat(answer.get(6).toString()).isEqualTo((first + 2) + "|2|" + at + "|1");
    var keys = new LineKeys(new SectionId("B-01"));
    assertThat(redis.execute("ZCARD", keys.line()).toLong()).isEqualTo(4);
    assertThat(redis.execute("GET", keys.counter()).toLong()).isEqualTo(first + 3);
    for (String student : List.of("present", "new-1", "new-2", "new-3")) {
      assertThat(join(script, "B-01", student, OPEN, FOREVER, "4").outcome())
          .as(student)
          .isEqualTo("e");
    }
  }

  /** Some swap: one a section and student, whatever else is asked in the same batch. */
  @Test
  void swapsOfABatchAreWhatTheyWouldBeAlone() {
    doors.open(new SectionId("B-02"), 1);
    String gives = GIVES + "|1099511627783|A-01";

    Response answer =
        joinAll(
            LineScript.JOIN.text(1),
            "B-02",
            "100",
            FOREVER,
            OPEN,
            FOREVER,
            List.of(
                "a" + gives,
                "a" + gives,
                "a",
                "a" + GIVES + "|1099511627784|A-01",
                "a" + GIVES + "||A-01",
                "b",
                "b" + gives,
                "c" + GIVES + "||A-01",
                "c" + gives),
            Map.of(1, "a-key", 2, "a-key"));

    assertThat(answer.get(3).toString()).isEqualTo("jrooejonj");
    assertThat(answer.get(4).toString()).endsWith("|1|joined|1099511627783|A-01");
    var keys = new LineKeys(new SectionId("B-02"));
    assertThat(redis.execute("HGET", keys.live(), "a").toString()).endsWith("|1099511627783|A-01");
    assertThat(redis.execute("HVALS", keys.requests()).toString())
        .contains(TRACE + "|1099511627783|A-01");
  }

  /** What a key was used for is forgotten sooner than its first answer, if that came late. */
  @Test
  void aKeyThatWasUsedForADropSpoilsNobodysBatch() {
    doors.open(new SectionId("K-01"), 1);
    var keys = new LineKeys(new SectionId("K-01"));
    redis.execute("SET", keys.firstAnswer(new StudentId("any"), "key"), "joined|5|0|1|4");

    Response answer =
        joinAll(
            LineScript.JOIN.text(1),
            "K-01",
            "10",
            FOREVER,
            OPEN,
            FOREVER,
            List.of("a", "b"),
            Map.of(1, "key"));

    assertThat(answer.get(3).toString()).isEqualTo("jj");
  }

  /** Of two clicks in one batch the second is the first's. */
  @Test
  void aHundredClicksInOneBatchGetOneNumber() {
    assertThat(numbersOfAHundredClicksInOneBatch(LineScript.JOIN.text(1), "P5-03")).isEqualTo(1);
  }

  @Test
  void canaryWithoutTheLookIntoTheBatchAHundredClicksGetManyNumbers() {
    String script = LineScript.JOIN.text(1);
    String forgetful = script.replace("receipts[student] or receipts[i]", "receipts[i]");
    assertThat(forgetful).isNotEqualTo(script);

    assertThat(numbersOfAHundredClicksInOneBatch(forgetful, "P5-04")).isGreaterThan(1);
  }

  private long numbersOfAHundredClicksInOneBatch(String script, String section) {
    doors.open(new SectionId(section), 1);
    Response answer =
        joinAll(
            script,
            section,
            "1000",
            FOREVER,
            OPEN,
            FOREVER,
            Collections.nCopies(100, "student"),
            Map.of());
    return answer.get(3).toString().chars().filter(outcome -> outcome == 'j').count();
  }

  /** A script that breaks off in the middle leaves a line that is closed, not one that goes on. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "if redis.call('HSET', KEYS[2]",
        "redis.call('HINCRBY'",
        "redis.call('HSET', KEYS[3]"
      })
  void aLineOfWhichHalfABatchWasWrittenIsClosed(String nextWrite) {
    var section = new SectionId("H-01");
    doors.lose(new LineKeys(section).all().toArray(String[]::new));
    doors.open(section, 1);
    String script = LineScript.JOIN.text(1);
    assertThat(script).containsOnlyOnce(nextWrite);

    String broken = script.replace(nextWrite, "if true then error('broken') end\n" + nextWrite);
    assertThatThrownBy(() -> join(broken, section.value(), "a", OPEN, FOREVER, "10"))
        .hasMessageContaining("broken");

    if (nextWrite.contains("KEYS[3]")) {
      // All of the line is written, and only the receipt is missing: the next one stands behind it.
      assertThat(join(script, section.value(), "b", OPEN, FOREVER, "10").position()).isEqualTo(1);
    } else {
      assertThatThrownBy(() -> join(script, section.value(), "b", OPEN, FOREVER, "10"))
          .hasMessageContaining("LINECLOSED");
    }
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
    long first = join(script, section, "a", OPEN, FOREVER, "10").number();
    doors.lose(new LineKeys(id).ofShowing().toArray(String[]::new));
    doors.goBackTo(id, first - 1);
    var numbers = new HashSet<>(Set.of(first));
    numbers.add(join(script, section, "b", OPEN, FOREVER, "10").number());
    return numbers;
  }

  private Set<Long> numbersOfAHundredClicks(String script, String section) throws Exception {
    doors.open(new SectionId(section), 1);
    Callable<Long> click = () -> join(script, section, "student", OPEN, FOREVER, "1000").number();
    var numbers = new HashSet<Long>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var number : threads.invokeAll(Collections.nCopies(100, click))) {
        numbers.add(number.get());
      }
    }
    return numbers;
  }

  /** What one student is answered. */
  private record Joined(String outcome, long number, long position) {}

  private Joined join(
      String script, String section, String student, String opens, String closes, String limit) {
    return join(script, section, student, opens, closes, limit, FOREVER);
  }

  private Joined join(
      String script,
      String section,
      String student,
      String opens,
      String closes,
      String limit,
      String graceMillis) {
    Response answer =
        joinAll(script, section, limit, graceMillis, opens, closes, List.of(student), Map.of());
    String outcome = answer.get(3).toString();
    if (outcome.equals("e")) {
      String[] known = answer.get(4).toString().split("\\|");
      return new Joined(outcome, Long.parseLong(known[0]), Long.parseLong(known[1]));
    }
    return new Joined(outcome, answer.get(1).toLong() + 1, answer.get(2).toLong());
  }

  /**
   * @param students with what they give up behind them, if anything
   * @param idempotencyKeys by the places of those who have one, from 1
   */
  private Response joinAll(
      String script,
      String section,
      String limit,
      String graceMillis,
      String opens,
      String closes,
      List<String> students,
      Map<Integer, String> idempotencyKeys) {
    var keys = new LineKeys(new SectionId(section));
    var words = new ArrayList<>(List.of(script, "" + (5 + idempotencyKeys.size())));
    words.addAll(keys.ofJoining());
    var places = new TreeMap<>(idempotencyKeys);
    places.values().forEach(key -> words.add(keys.firstAnswer(new StudentId("any"), key)));
    words.addAll(List.of(limit, graceMillis, "1000", opens, closes));
    words.add(places.keySet().stream().map(String::valueOf).collect(Collectors.joining(",")));
    for (String student : students) {
      String[] asked = student.split(GIVES, 2);
      words.addAll(List.of(asked[0], TRACE + (asked.length == 1 ? "" : asked[1])));
    }
    return redis.execute("EVAL", words.toArray(String[]::new));
  }
}
