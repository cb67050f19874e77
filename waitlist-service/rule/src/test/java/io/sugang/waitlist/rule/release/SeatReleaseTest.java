package io.sugang.waitlist.rule.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** When a seat that is given back is released. */
class SeatReleaseTest {

  private static final SectionId SECTION = new SectionId("CSE1001-01");
  private static final RequestNumber NUMBER = new RequestNumber((1L << 40) + 1);
  private static final String SEED = "0f".repeat(32);
  private static final Instant GIVEN_BACK = Instant.parse("2027-02-08T01:00:00.123Z");

  /** As anybody can do with openssl or Python: see deploy/docs/rules.md. */
  @Test
  void aDelayIsWhatOthersCalculateFromTheSeed() {
    var release = new SeatRelease.AfterDelay(Duration.ofMinutes(10), Duration.ofHours(2), SEED);

    assertThat(Duration.between(GIVEN_BACK, release.dueAt(SECTION, NUMBER, GIVEN_BACK)).toMillis())
        .isEqualTo(1956195);
  }

  @Property
  void aDelayIsWithinItsBounds(
      @ForAll @IntRange(max = 604_800) int least,
      @ForAll @IntRange(max = 604_800) int more,
      @ForAll @LongRange(min = 1, max = 1L << 39) long counter) {
    var release =
        new SeatRelease.AfterDelay(
            Duration.ofSeconds(least), Duration.ofSeconds((long) least + more), SEED);

    Instant due = release.dueAt(SECTION, new RequestNumber((1L << 40) + counter), GIVEN_BACK);

    assertThat(Duration.between(GIVEN_BACK, due))
        .isBetween(Duration.ofSeconds(least), Duration.ofSeconds((long) least + more));
  }

  @Test
  void delaysOfManySeatsDiffer() {
    var release = new SeatRelease.AfterDelay(Duration.ZERO, Duration.ofHours(1), SEED);
    Set<Instant> due = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      due.add(release.dueAt(SECTION, new RequestNumber((1L << 40) + 1 + i), GIVEN_BACK));
    }

    assertThat(due).hasSizeGreaterThan(90);
    assertThat(release.toString()).doesNotContain(SEED);
  }

  @Test
  void theNextOfSomeTimesOfDayIsByTheTermsClock() {
    assertDue("Asia/Seoul", "2027-02-08T09:59", "2027-02-08T12:00+09:00");
    assertDue("Asia/Seoul", "2027-02-08T12:00", "2027-02-08T18:00+09:00");
    assertDue("Asia/Seoul", "2027-02-08T23:00", "2027-02-09T12:00+09:00");
    // Summer time begins, and ends.
    assertDue("America/New_York", "2027-03-13T20:00", "2027-03-14T12:00-04:00");
    assertDue("America/New_York", "2027-11-06T20:00", "2027-11-07T12:00-05:00");
  }

  /** Half past two is left out. */
  @Test
  void aTimeThatSummerTimeLeavesOutIsLater() {
    var release =
        new SeatRelease.AtTimes(List.of(LocalTime.of(2, 30)), ZoneId.of("America/New_York"));

    assertThat(release.dueAt(SECTION, NUMBER, Instant.parse("2027-03-14T05:00:00Z")))
        .isEqualTo("2027-03-14T07:30:00Z");
    assertThat(
            new SeatRelease.AtTimes(
                    List.of(LocalTime.of(2, 30), LocalTime.of(3, 0)), ZoneId.of("America/New_York"))
                .dueAt(SECTION, NUMBER, Instant.parse("2027-03-14T06:59:00Z")))
        .isEqualTo("2027-03-14T07:00:00Z");
  }

  private static void assertDue(String zone, String givenBack, String due) {
    var release =
        new SeatRelease.AtTimes(List.of(LocalTime.of(18, 0), LocalTime.of(12, 0)), ZoneId.of(zone));

    assertThat(
            release.dueAt(
                SECTION,
                NUMBER,
                ZonedDateTime.of(LocalDateTime.parse(givenBack), ZoneId.of(zone)).toInstant()))
        .isEqualTo(ZonedDateTime.parse(due).toInstant());
  }
}
