package io.sugang.waitlist.application.recover;

import static io.sugang.waitlist.Requests.enroll;
import static io.sugang.waitlist.Requests.number;
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
import io.sugang.waitlist.LocalStack;
import io.sugang.waitlist.Office;
import io.sugang.waitlist.application.ForwardingBook;
import io.sugang.waitlist.application.LineOpener;
import io.sugang.waitlist.application.OpenLine;
import io.sugang.waitlist.application.decide.AdmitBatch;
import io.sugang.waitlist.application.decide.Line;
import io.sugang.waitlist.application.decide.SectionStore;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of the line when Redis loses its scripts or its data. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class ReopenLineIT {

  private static final int MAX = 10;

  @Inject SectionStore sections;
  @Inject OpenLine line;
  @Inject LineRebuild rebuild;
  @Inject EpochStore epochs;
  @Inject LineOpener opener;
  @Inject RedisDataSource redis;
  @Inject Clock clock;

  @BeforeEach
  void open() {
    openAgain();
  }

  @Test
  void aRedisWithoutScriptsKeepsEverybodyOut() {
    SectionId section = Office.freshSection("CHM1001", 5);
    sections.journal(List.of(enroll(section, 1, student(0))));

    redis.execute("SCRIPT", "FLUSH", "SYNC");

    assertThat(isOpen()).isFalse();
    assertThatThrownBy(() -> new AdmitBatch(book, line, clock).run(section, MAX))
        .isInstanceOf(Line.LineClosedException.class);
    assertThat(states(section)).containsExactly("pending");
  }

  @Test
  void reopeningRaisesTheEpoch() {
    long before = epoch();

    redis.execute("SCRIPT", "FLUSH", "SYNC");
    openAgain();

    assertThat(epoch()).isGreaterThan(before);
    assertThat(redis.execute("GET", LineKeys.EPOCH).toLong()).isEqualTo(epoch());
  }

  @Test
  void aWipedRedisGetsLineReceiptsDecisionsAndCounterBackFromTheJournal() {
    SectionId section = Office.freshSection("CHM1002", 1);
    sections.journal(List.of(enroll(section, 1, student(0)), enroll(section, 2, student(1))));
    new AdmitBatch(book, line, clock).run(section, MAX);
    sections.journal(List.of(enroll(section, 7, student(2))));
    var keys = new LineKeys(section);

    redis.execute("FLUSHALL");
    redis.execute("SCRIPT", "FLUSH", "SYNC");
    openAgain();

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
    SectionId section = Office.freshSection("CHM1003", 0);
    sections.journal(List.of(enroll(section, 1, student(0))));
    new AdmitBatch(book, line, clock).run(section, MAX);
    var keys = new LineKeys(section);
    redis.execute("HSET", keys.live(), student(0).value(), number(1) + "|0");

    redis.execute("SCRIPT", "FLUSH", "SYNC");
    openAgain();

    assertThat(live(keys, student(0))).isNull();
  }

  @Test
  void whoJoinedWithoutBeingPublishedKeepsItsPlace() {
    SectionId section = Office.freshSection("CHM1004", 5);
    var keys = new LineKeys(section);
    LineRequest unpublished = enroll(section, 3, student(0));
    line.put(unpublished);

    redis.execute("SCRIPT", "FLUSH", "SYNC");
    openAgain();

    assertThat(live(keys, student(0))).startsWith(number(3) + "|");
    assertThat(line.peek(section, MAX)).containsExactly(unpublished);
  }

  @Test
  void whatTheQueueHandedOverOutlivesAWipedRedis() {
    SectionId section = Office.freshSection("BIO1001", 5);

    loseRedisAfterReceiving(book, section);

    assertThat(waitingOrDecided(section)).isTrue();
  }

  @Test
  void canaryWithoutTheJournalAWipedRedisLosesWhoWaited() {
    SectionId section = Office.freshSection("BIO1002", 5);
    var forgetful =
        new ForwardingBook(book) {
          @Override
          Entry change(Entry entry) {
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
    openAgain();
  }

  /** Whoever reopens the line wakes the section, so that it may be decided already. */
  private boolean waitingOrDecided(SectionId section) {
    return states(section).contains("admitted")
        || line.peek(section, MAX).stream().anyMatch(r -> r.number().equals(number(1)));
  }

  private void openAgain() {
    opener.openWhole();
  }

  private boolean isOpen() {
    return rebuild.isOpen(epochs.present());
  }

  private String live(LineKeys keys, StudentId student) {
    var live = redis.execute("HGET", keys.live(), student.value());
    return live == null ? null : live.toString();
  }

  private static long epoch() {
    return Office.number("SELECT epoch FROM line_epoch");
  }

  private static StudentId student(int index) {
    return Office.students(index + 1).get(index);
  }

  private static List<String> states(SectionId section) {
    return Office.column(
        "SELECT state FROM request WHERE section_id = '%s' ORDER BY number"
            .formatted(section.value()));
  }
}
