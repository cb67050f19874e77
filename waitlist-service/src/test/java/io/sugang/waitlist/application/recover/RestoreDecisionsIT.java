package io.sugang.waitlist.application.recover;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.application.decide.TestWorker.MAX;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.application.decide.AdmitBatch;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.TestWorker;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.mutiny.redis.client.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A line that was emptied is open before it knows all that was decided in it. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class RestoreDecisionsIT {

  private static final String FOREVER = "9999999999999";

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject LineRebuild rebuild;
  @Inject EpochStore epochs;
  @Inject RestoreDecisions decisions;
  @Inject BackgroundYield backgroundYield;
  @Inject WaitlistConfig config;
  @Inject ReopenLineParts parts;
  @Inject LineOpener opener;
  @Inject TestWorker worker;
  @Inject RedisDataSource redis;

  private SectionId section;
  private LineKeys keys;

  /**
   * Two have seats, of whom one dropped before and asked again; two wait, two were refused, and one
   * of all those left the waitlist.
   */
  @BeforeEach
  void decide() {
    opener.openWhole();
    section = University.freshSection("CHM2006", 2, 3);
    keys = new LineKeys(section);
    opener.forget(section);
    opener.openWhole();
    sections.journal(
        Stream.of(1, 2, 3, 4, 5, 6, 7).map(n -> enroll(section, n, student(n))).toList());
    decideAll();
    sections.journal(List.of(drop(section, 8, student(1), 1), drop(section, 9, student(4), 4)));
    decideAll();
    sections.journal(List.of(enroll(section, 10, student(1))));
    decideAll();
  }

  @Test
  void anEmptiedLineIsFilledAgainWithAllThatWasThere() {
    var before = contents();

    redis.execute("FLUSHALL");
    opener.openWhole();

    assertThat(contents()).isEqualTo(before);
    assertThat(live())
        .containsOnly(
            entry(student(1), 10),
            entry(student(2), 2),
            entry(student(3), 3),
            entry(student(5), 5),
            Map.entry(LineKeys.dropField(student(1), number(1)), receipt(8)),
            Map.entry(LineKeys.lastDropField(student(1)), number(1).toString()),
            Map.entry(LineKeys.dropField(student(4), number(4)), receipt(9)),
            Map.entry(LineKeys.lastDropField(student(4)), number(4).toString()));
    assertThat(smembers(student(3)))
        .as("what its student's event stream follows")
        .anyMatch(receipt -> receipt.startsWith(section.value() + "|" + number(3) + "|"));
  }

  @Test
  void aThousandReceiptsAndMoreAreWrittenInParts() {
    SectionId large = University.freshSection("CHM2007", 3000);
    writer()
        .execute(
            """
        INSERT INTO request (section_id, number, student_id, type, accepted_at, traceparent, state, decided_at)
        SELECT '%s', %d + n, CONCAT('P', n), 'enroll', '2026-11-25 01:02:03.456',
          '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00', 'admitted', UTC_TIMESTAMP(3)
        FROM (SELECT ROW_NUMBER() OVER () AS n FROM section a CROSS JOIN section b LIMIT 2500) counted\
        """
                .formatted(large.value(), 1L << 40));

    redis.execute("FLUSHALL");
    opener.openWhole();

    var largeKeys = new LineKeys(large);
    assertThat(redis.execute("HLEN", largeKeys.live()).toInteger()).isEqualTo(1 + 2500);
    for (int n : List.of(1, 999, 1000, 1001, 2500)) {
      assertThat(redis.execute("HGET", largeKeys.live(), "P" + n).toString())
          .isEqualTo(number(n) + "|1795568523456");
    }
    assertThat(redis.execute("HLEN", largeKeys.decisions()).toInteger()).isEqualTo(2 + 2500);
    writer().execute("DELETE FROM request WHERE section_id = '" + large.value() + "'");
  }

  @Test
  void untilThenARepeatGetsItsReceiptAndADropIsAskedToComeBack() throws InterruptedException {
    redis.execute("FLUSHALL");
    openOnly();

    assertThat(rebuild.look(epochs.present()).unrestored()).contains(section);
    assertThat(redis.execute("HGET", keys.decisions(), number(2).toString())).isNull();
    Response repeat = join(student(2));
    assertThat(repeat.get(3).toString()).as("existing").isEqualTo("e");
    assertThat(repeat.get(4).toString()).startsWith(number(2) + "|");
    assertThatThrownBy(() -> dropNow(student(2)))
        .hasMessageContaining("earlier decisions are being restored");
    assertThat(join(student(9)).get(3).toString()).as("somebody new joins").isEqualTo("j");

    int restored = decisions.restore(section, epochs.current());

    assertThat(restored).isEqualTo(10);
    assertThat(dropNow(student(2)).get(0).toString()).isEqualTo("joined");
    assertThat(rebuild.look(epochs.present()).unrestored()).doesNotContain(section);
  }

  @Test
  void canaryWithoutTheMarkADropTakesASeatForAnUndecidedRequest() {
    redis.execute("FLUSHALL");
    openOnly();
    redis.execute("HDEL", keys.decisions(), LineKeys.UNRESTORED);

    Response answer = dropNow(student(2), "admitted");

    assertThat(answer.get(0).toString()).isEqualTo("otherwise");
    assertThat(answer.get(2).toString()).isEqualTo("waiting");
    opener.openWhole();
  }

  @Test
  void anIdempotencyKeyOfARefusedRequestIsNotTakenForALostOne() {
    redis.execute(
        "SET", keys.firstAnswer(student(6), "k"), "joined|" + number(6) + "|0|" + 1000, "EX", "60");
    String kept = redis.execute("GET", keys.firstAnswer(student(6), "k")).toString();
    redis.execute("FLUSHALL");
    redis.execute("SET", keys.firstAnswer(student(6), "k"), kept, "EX", "60");
    openOnly();

    assertThat(join(student(6), "k").get(3).toString()).as("nobody can tell").isEqualTo("u");
    opener.openWhole();

    assertThat(join(student(6), "k").get(3).toString()).as("replayed").isEqualTo("r");
  }

  /** The drop was under way when Redis was emptied, and so was what they asked for then. */
  @Test
  void whoDropsAndAsksAgainKeepsTheLaterReceipt() {
    sections.journal(
        List.of(
            enroll(section, 20, student(9)),
            drop(section, 21, student(9), 20),
            enroll(section, 22, student(9)),
            drop(section, 23, student(3), 3),
            enroll(section, 24, student(3))));

    redis.execute("FLUSHALL");
    opener.openWhole();
    decideAll();

    assertThat(live()).contains(entry(student(9), 22));
    // Full by then, so that it was refused, or waits: never the one that was dropped.
    assertThat(live().get(student(3).value())).isIn(null, receipt(24));
    assertThat(line.shown(section, 20).state()).isEqualTo(RequestState.WITHDRAWN);
    assertThat(line.shown(section, 3).state()).isEqualTo(RequestState.DROPPED);
  }

  @Test
  void aRankGoesWithThePromotionThoughTheDecisionBeforeItIsNotRestored() {
    redis.execute("FLUSHALL");
    openOnly();
    DecidedRequests before = epochs.decided(section, 0, MAX);
    assertThat(line.waitlist(section)).containsExactly(number(5).toString(), number(10).toString());

    sections.journal(List.of(drop(section, 20, student(2), 2)));
    decideAll();
    line.update(before.section(), before.updates());

    assertThat(line.waitlist(section)).containsExactly(number(10).toString());
    assertThat(line.shown(section, 5).state()).isEqualTo(RequestState.ADMITTED);
    opener.openWhole();
    assertThat(line.waitlist(section)).containsExactly(number(10).toString());
  }

  /** A restorer that died half-way. */
  @Test
  void whatWasBegunIsDoneByTheNext() {
    redis.execute("FLUSHALL");
    openOnly();
    DecidedRequests some = epochs.decided(section, 0, 4);
    line.update(some.section(), some.updates());

    opener.openWhole();

    for (int n = 1; n <= 10; n++) {
      assertThat(line.shown(section, n)).isNotNull();
    }
  }

  private void decideAll() {
    AdmitBatch.Result result;
    do {
      result = worker.decide(section);
    } while (result instanceof AdmitBatch.Result.Done);
  }

  /** Opens the line, and restores nothing. */
  private void openOnly() {
    var idle =
        new RestoreDecisions(epochs, rebuild, line, backgroundYield, config) {
          @Override
          void begin(List<SectionId> sections, long epoch) {}
        };
    ReopenLine reopenLine = parts.with(idle);
    for (int look = 0; look < 10 && !opener.isOpen(); look++) {
      LineOpener.round(reopenLine);
    }
    assertThat(opener.isOpen()).isTrue();
  }

  /** All that the line holds, but for how often it was told and what only its epoch says. */
  private Map<String, String> contents() {
    var contents = new TreeMap<String, String>();
    for (String hash : List.of(keys.decisions(), keys.requests())) {
      Response all = redis.execute("HGETALL", hash);
      all.getKeys().forEach(field -> contents.put(hash + " " + field, comparable(all.get(field))));
    }
    contents.keySet().removeIf(field -> field.endsWith(" " + LineKeys.OPENED));
    contents.put("waitlist", redis.execute("ZRANGE", keys.waitlist(), "0", "-1").toString());
    for (String field : List.of("capacity", "taken", "waitlisted", "version", "ranked")) {
      contents.put("seats " + field, redis.execute("HGET", keys.seats(), field).toString());
    }
    return contents;
  }

  private Map<String, String> live() {
    var live = new TreeMap<String, String>();
    Response all = redis.execute("HGETALL", keys.live());
    all.getKeys().forEach(field -> live.put(field, all.get(field).toString()));
    live.remove(LineKeys.OPENED);
    return live;
  }

  private static Map.Entry<String, String> entry(StudentId student, int number) {
    return Map.entry(student.value(), receipt(number));
  }

  private static String receipt(int number) {
    return number(number)
        + "|"
        + enroll(new SectionId("X"), number, student(0)).acceptedAt().toEpochMilli();
  }

  /** A decision without the version that it was told with. */
  private static String comparable(Response value) {
    String text = value.toString();
    if (!text.contains("{")) {
      return text;
    }
    LineDecision told = LineDecision.fromText(text);
    return told.toText().substring(told.toText().indexOf('|'));
  }

  private List<String> smembers(StudentId student) {
    var members = new ArrayList<String>();
    redis.execute("SMEMBERS", LineKeys.receipts(student)).forEach(m -> members.add(m.toString()));
    return members;
  }

  private Response join(StudentId student, String... key) {
    return call(
        LineScript.JOIN,
        student,
        key,
        List.of(
            "1000",
            "30000",
            "60000",
            "0",
            FOREVER,
            key.length == 0 ? "" : "1",
            student.value(),
            trace()));
  }

  private Response dropNow(StudentId student) {
    return dropNow(student, "any");
  }

  private Response dropNow(StudentId student, String required) {
    return call(
        LineScript.DROP,
        student,
        new String[0],
        List.of(student.value(), "", required, "0", FOREVER, "1000", trace(), "60000", "60000"));
  }

  private Response call(LineScript script, StudentId student, String[] key, List<String> values) {
    var names = new ArrayList<>(keys.ofJoining());
    for (String idempotencyKey : key) {
      names.add(keys.firstAnswer(student, idempotencyKey));
    }
    return redis.execute(
        "EVALSHA",
        Stream.of(
                List.of(script.digest(epochs.current()), Integer.toString(names.size())),
                names,
                values)
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private static String trace() {
    return "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
  }
}
