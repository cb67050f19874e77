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
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.decide.AdmitBatch;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.TestWorker;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Redis loses data while it runs, so that the scripts survive: everything, or a single key of each
 * kind, or the latest of it.
 */
@QuarkusTest
@WithTestResource(LocalStack.class)
class LostLineIT {

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject LineRebuild rebuild;
  @Inject EpochStore epochs;
  @Inject RequestBacklog backlog;
  @Inject ReopenLineParts parts;
  @Inject LineOpener opener;
  @Inject TestWorker worker;
  @Inject RedisDataSource redis;

  private SectionId section;
  private LineKeys keys;

  /** A section with a seat taken, somebody who waits for one, and somebody undecided. */
  @BeforeEach
  void open() {
    opener.openWhole();
    if (epoch() == 1) {
      // The numbers of these tests are of epoch 1, and none of them was given by a line.
      redis.execute("DEL", LineKeys.EPOCH);
      opener.openWhole();
    }
    section = University.freshSection("CHM2005", 1, 2);
    keys = new LineKeys(section);
    openAnew();
    sections.journal(List.of(enroll(section, 1, student(0)), enroll(section, 2, student(1))));
    worker.decide(section);
    line.put(enroll(section, 3, student(2)));
    assertThat(opener.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "line",
        "requests",
        "live",
        "counter",
        "decisions",
        "seats",
        "waitlist",
        "changes",
        "opened"
      })
  void aSingleLostKeyOfASectionIsNoticedAndRepaired(String kind) {
    assertThat(redis.execute("DEL", "line:{" + section.value() + "}:" + kind).toInteger())
        .isEqualTo(1);

    assertThat(opener.isOpen()).as("open without " + kind).isFalse();
    opener.openWhole();

    assertWhole();
  }

  /** A commit that is told right after the loss must not cover it up. */
  @ParameterizedTest
  @ValueSource(strings = {"seats", "waitlist", "changes"})
  void whatIsShownIsNotMadeAnewByWhoeverShowsADecision(String kind) {
    redis.execute("DEL", "line:{" + section.value() + "}:" + kind);

    assertThat(worker.decide(section))
        .isInstanceOfSatisfying(
            AdmitBatch.Result.Done.class, done -> assertThat(done.isShown()).isFalse());

    assertThat(opener.isOpen()).isFalse();
    opener.openWhole();
    assertWhole();
  }

  @Test
  void aLostEpochIsNoticedAndRepaired() {
    redis.execute("DEL", LineKeys.EPOCH);

    assertThat(opener.isOpen()).isFalse();
    opener.openWhole();

    assertWhole();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLUSHALL", "FLUSHDB"})
  void anEmptiedRedisIsNoticedAndRepairedThoughItHasItsScripts(String command) {
    sections.journal(List.of(enroll(section, 3, student(2))));
    redis.execute(command);
    assertThat(
            redis.execute("SCRIPT", "EXISTS", LineScript.JOIN.digest(epoch())).get(0).toInteger())
        .isEqualTo(1);

    assertThat(opener.isOpen()).isFalse();
    opener.openWhole();

    assertWhole();
  }

  @Test
  void aLineThatWentBackToAnEarlierStateIsNoticedByTheNumbersInTheJournal() {
    List<String> all = keys.all();
    all.forEach(key -> redis.execute("COPY", key, key + ":earlier", "REPLACE"));
    // A later number is given, and reaches the journal.
    LineRequest later = enroll(section, 4, student(3)).withNumber(nextNumber());
    sections.journal(List.of(later));
    assertThat(opener.isOpen()).isTrue();

    all.forEach(key -> redis.execute("COPY", key + ":earlier", key, "REPLACE"));

    assertThat(opener.isOpen()).isFalse();
    opener.openWhole();
    worker.decide(section);
    assertThat(
            writer()
                .column(
                    "SELECT student_id FROM request WHERE state <> 'waiting' AND number = "
                        + later.number()))
        .containsExactly(later.student().value());
  }

  @Test
  void aLossClosesTheLineForEverybodyBeforeItIsRebuilt() {
    redis.execute("DEL", keys.live());
    var scriptsAtFirstLook = new ArrayList<Integer>();
    RequestBacklog looked =
        () -> {
          scriptsAtFirstLook.add(
              redis
                  .execute("SCRIPT", "EXISTS", LineScript.JOIN.digest(epoch()))
                  .get(0)
                  .toInteger());
          return backlog.isEmpty();
        };

    LineOpener.round(parts.with(looked));

    assertThat(scriptsAtFirstLook.getFirst()).isZero();
    opener.openWhole();
  }

  @Test
  void anEmptyingInTheMiddleOfARebuildIsNoticedAndItIsRebuiltAgain() {
    var isEmptied = new AtomicBoolean();
    LineRebuild interrupted =
        new ForwardingRebuild(rebuild) {
          @Override
          public void open(long epoch) {
            if (isEmptied.compareAndSet(false, true)) {
              redis.execute("FLUSHALL");
            }
            super.open(epoch);
          }
        };
    ReopenLine reopenLine = parts.with(interrupted);
    sections.journal(List.of(enroll(section, 3, student(2))));
    redis.execute("DEL", keys.live());

    for (int look = 0; look < 20 && !isEmptied.get(); look++) {
      LineOpener.round(reopenLine);
    }
    assertThat(isEmptied).isTrue();
    assertThat(opener.isOpen()).as("opened although it is empty").isFalse();
    for (int look = 0; look < 20 && !opener.isOpen(); look++) {
      LineOpener.round(reopenLine);
    }

    opener.openWhole();
    assertWhole();
  }

  @Test
  void aNewSectionIsOpenedAloneAndNobodyElseIsKeptOut() {
    long before = epoch();

    openAnew();

    assertThat(epoch()).isEqualTo(before);
    assertThat(redis.execute("GET", keys.opened()).toLong()).isEqualTo(before);
    assertThat(opener.isOpen()).isTrue();
  }

  @Test
  void whoeverWakesFromALongPauseInTheMiddleOfARebuildWritesNothing() {
    long now = epoch();
    List<SectionOpening> openings =
        epochs.openings(
            epochs.present().sections().stream()
                .filter(line -> line.section().equals(section))
                .toList());

    assertThatThrownBy(() -> rebuild.write(openings, now - 1, () -> {}))
        .hasMessageContaining("LINECLOSED");
    assertThatThrownBy(() -> rebuild.write(openings, now, () -> {}))
        .hasMessageContaining("LINECLOSED");
    assertThat(opener.isOpen()).isTrue();
    assertThat(line.peek(section, MAX)).containsExactly(enroll(section, 3, student(2)));
  }

  /** As if a registrar had added the section a moment ago. */
  private void openAnew() {
    opener.forget(section);
    assertThat(opener.isOpen()).isTrue();
    opener.open();
  }

  /** What the students were told before, and whose turn it is. */
  private void assertWhole() {
    assertThat(opener.isOpen()).isTrue();
    assertThat(redis.execute("HGET", keys.live(), student(0).value()).toString())
        .startsWith(number(1) + "|");
    assertThat(line.shown(section, 1).state()).isEqualTo(RequestState.ADMITTED);
    assertThat(line.shown(section, 2).state()).isEqualTo(RequestState.WAITLISTED);
    // Whoever reopens the line wakes the section, so that the third may wait behind already.
    assertThat(line.waitlist(section)).startsWith(number(2).toString());
    assertThat(redis.execute("HGET", keys.seats(), "taken").toInteger()).isEqualTo(1);
    worker.decide(section);
    sections.journal(List.of(drop(section, 5, student(0), 1)));
    worker.decide(section);
    assertThat(line.shown(section, 2).state()).isEqualTo(RequestState.ADMITTED);
    assertThat(opener.isOpen()).isTrue();
  }

  private RequestNumber nextNumber() {
    return new RequestNumber(redis.execute("INCR", keys.counter()).toLong());
  }

  private long epoch() {
    return epochs.current();
  }
}
