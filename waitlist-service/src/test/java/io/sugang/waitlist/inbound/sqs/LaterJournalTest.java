package io.sugang.waitlist.inbound.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LaterJournalTest {

  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void whatCameIsTakenTogetherAndInItsOrder() throws InterruptedException {
    var journal = new LaterJournal<String>(_ -> 1, Duration.ofNanos(1), LONG);
    journal.put(List.of("1"));
    journal.put(List.of("2"));

    assertThat(journal.take()).containsExactly("1", "2");
  }

  /** One look for many is cheaper than one for each. */
  @Test
  void whatIsNearlyDueIsTakenAlong() throws InterruptedException {
    var after = Duration.ofSeconds(3);
    var journal = new LaterJournal<String>(_ -> 1, after, LONG);
    journal.put(List.of("1"));
    await().pollDelay(after.dividedBy(10)).until(() -> true);
    journal.put(List.of("2"));

    assertThat(journal.take()).containsExactly("1", "2");
  }

  @Test
  void nobodyTakesWhatHasNotWaited() throws Exception {
    var journal = new LaterJournal<String>(_ -> 1, LONG, LONG);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<String>> taken = threads.submit(journal::take);
      journal.put(List.of("1"));
      assertThat(taken).isNotDone();

      journal.hurry();

      assertThat(taken.get()).hasSize(1);
      journal.put(List.of("2"));
      assertThat(journal.take()).as("the process is about to end").hasSize(1);
    }
  }

  /** Beyond half the visibility time-out messages would come to two workers at once. */
  @Test
  void whoBringsMoreWaitsWhileTheJournalIsBehind() throws Exception {
    var journal = new LaterJournal<String>(_ -> 1, Duration.ofNanos(1), Duration.ofNanos(1));
    journal.put(List.of("1"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> put =
          threads.submit(
              () -> {
                journal.put(List.of("2"));
                return null;
              });
      assertThat(journal.take()).containsExactly("1");
      await().until(put::isDone);
    }

    assertThat(journal.take()).containsExactly("2");
  }

  /** A worker that catches up must not hold the whole backlog. */
  @Test
  void whoBringsMoreThanIsHeldWaits() throws Exception {
    var journal = new LaterJournal<String>(_ -> 5_000, Duration.ofNanos(1), LONG);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> put =
          threads.submit(
              () -> {
                for (int i = 0; i < 6; i++) {
                  journal.put(List.of("" + i));
                }
                return null;
              });
      await().until(() -> journal.held() == 20_000);
      assertThat(put).isNotDone();

      for (int i = 0; i < 6; i++) {
        assertThat(journal.take()).as("a statement's worth at a time").containsExactly("" + i);
      }
      await().until(put::isDone);
    }
  }
}
