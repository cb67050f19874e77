package io.sugang.waitlist.application.recover;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.application.decide.TestWorker.MAX;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.application.decide.ForwardingStore;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionTransaction;
import io.sugang.waitlist.application.decide.TestWorker;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the line when Redis loses its scripts or its data. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class ReopenLineIT {

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject LineOpener opener;
  @Inject TestWorker worker;
  @Inject RedisDataSource redis;

  @BeforeEach
  void open() {
    opener.openWhole();
  }

  @Test
  void aRedisWithoutScriptsKeepsEverybodyOut() {
    SectionId section = University.freshSection("CHM1001", 5);
    sections.journal(List.of(enroll(section, 1, student(0))));

    redis.execute("SCRIPT", "FLUSH", "SYNC");

    assertThat(opener.isOpen()).isFalse();
    assertThatThrownBy(() -> worker.decide(section)).isInstanceOf(Line.LineClosedException.class);
    assertThat(states(section)).containsExactly("waiting");
  }

  @Test
  void reopeningRaisesTheEpoch() {
    long before = epoch();

    redis.execute("SCRIPT", "FLUSH", "SYNC");
    opener.openWhole();

    assertThat(epoch()).isGreaterThan(before);
    assertThat(redis.execute("GET", LineKeys.EPOCH).toLong()).isEqualTo(epoch());
  }

  @Test
  void aWipedRedisGetsLineReceiptsDecisionsAndCounterBackFromTheJournal() {
    SectionId section = University.freshSection("CHM1002", 1);
    sections.journal(List.of(enroll(section, 1, student(0)), enroll(section, 2, student(1))));
    worker.decide(section);
    sections.journal(List.of(enroll(section, 7, student(2))));
    var keys = new LineKeys(section);

    redis.execute("FLUSHALL");
    redis.execute("SCRIPT", "FLUSH", "SYNC");
    opener.openWhole();

    assertThat(live(keys, student(0))).startsWith(number(1) + "|");
    assertThat(live(keys, student(1))).as("refused, so free to ask again").isNull();
    assertThat(redis.execute("HGET", keys.decisions(), number(2).toString()).toString())
        .contains("section-full");
    assertThat(redis.execute("GET", keys.counter()).toLong())
        .isEqualTo(RequestNumber.value(epoch(), 7));
    assertThat(line.peek(section, MAX))
        .extracting(LineRequest::number)
        .isSubsetOf(List.of(number(7)));
  }

  @Test
  void aReceiptThatALostWriteLeftBehindDoesNotKeepItsStudentOut() {
    SectionId section = University.freshSection("CHM1003", 0);
    sections.journal(List.of(enroll(section, 1, student(0))));
    worker.decide(section);
    var keys = new LineKeys(section);
    redis.execute("HSET", keys.live(), student(0).value(), number(1) + "|0");

    redis.execute("SCRIPT", "FLUSH", "SYNC");
    opener.openWhole();

    assertThat(live(keys, student(0))).isNull();
  }

  @Test
  void whoJoinedWithoutBeingPublishedKeepsItsPlace() {
    SectionId section = University.freshSection("CHM1004", 5);
    var keys = new LineKeys(section);
    LineRequest unpublished = enroll(section, 3, student(0));
    line.put(unpublished);

    redis.execute("SCRIPT", "FLUSH", "SYNC");
    opener.openWhole();

    assertThat(live(keys, student(0))).startsWith(number(3) + "|");
    assertThat(line.peek(section, MAX)).containsExactly(unpublished);
  }

  @Test
  void whatTheQueueHandedOverOutlivesAWipedRedis() {
    SectionId section = University.freshSection("BIO1001", 5);

    loseRedisAfterReceiving(sections, section);

    assertThat(waitingOrDecided(section)).isTrue();
  }

  @Test
  void canaryWithoutTheJournalAWipedRedisLosesWhoWaited() {
    SectionId section = University.freshSection("BIO1002", 5);
    var forgetful =
        new ForwardingStore(sections) {
          @Override
          public SectionTransaction change(SectionTransaction entry) {
            return entry;
          }

          @Override
          public List<LineRequest> journal(Collection<LineRequest> requests) {
            return List.of();
          }
        };

    loseRedisAfterReceiving(forgetful, section);

    assertThat(waitingOrDecided(section)).isFalse();
  }

  /** A message is journaled, and would be deleted from the queue; then Redis is gone. */
  private void loseRedisAfterReceiving(SectionStore journal, SectionId section) {
    journal.journal(List.of(enroll(section, 1, student(0))));
    redis.execute("FLUSHALL");
    redis.execute("SCRIPT", "FLUSH", "SYNC");
    opener.openWhole();
  }

  /** Whoever reopens the line wakes the section, so that it may be decided already. */
  private boolean waitingOrDecided(SectionId section) {
    return states(section).contains("admitted")
        || line.peek(section, MAX).stream().anyMatch(r -> r.number().equals(number(1)));
  }

  private String live(LineKeys keys, StudentId student) {
    var live = redis.execute("HGET", keys.live(), student.value());
    return live == null ? null : live.toString();
  }

  private static long epoch() {
    return writer().number("SELECT epoch FROM line_epoch");
  }
}
