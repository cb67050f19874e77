package io.sugang.waitlist.application.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sugang.waitlist.application.Pauses;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.config.Defaults;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutboxSenderTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Pending pending = new Pending();
  private final List<Integer> published = new ArrayList<>();
  private final BackgroundYield decisions = new BackgroundYield(Defaults.CONFIG);
  private final Pauses pauses = new Pauses();
  private final OutboxSender sender =
      new OutboxSender(
          pending,
          mails -> published.add(mails.size()),
          decisions,
          pauses,
          new WaitlistMeters(new SimpleMeterRegistry()),
          Defaults.CONFIG,
          Clock.systemUTC());

  @BeforeEach
  void nothingIsHeldUp() {
    pauses.note(new Pauses.Known(false, Set.of(), false));
  }

  @Test
  void nothingIsHandedOverWhileMailIsHeldUp() throws InterruptedException {
    pending.add(1);
    pauses.note(new Pauses.Known(false, Set.of(), true));

    sender.round();

    assertThat(published).isEmpty();
  }

  @Test
  void aRoundHandsOverWhateverThereIs() throws InterruptedException {
    pending.add(2 * Defaults.CONFIG.outboxBatch() + 7);

    sender.round();

    assertThat(published)
        .containsExactly(Defaults.CONFIG.outboxBatch(), Defaults.CONFIG.outboxBatch(), 7);
  }

  @Test
  void theIntentsOfAllBatchesGoTogether() throws InterruptedException {
    pending.add(1);
    pending.add(2);
    pending.add(3);

    sender.round();

    assertThat(published).containsExactly(6);
  }

  @Test
  void nothingIsPublishedWhenThereIsNothing() throws InterruptedException {
    sender.round();

    assertThat(published).isEmpty();
  }

  /** Whoever commits intents wakes it; it does not wait for its own look. */
  @Test
  void wokenItHandsOverAtOnce() throws InterruptedException {
    sender.start();
    try {
      pending.add(3);

      assertThat(sender.awaitRound(PATIENCE)).isTrue();

      assertThat(published).containsExactly(3);
    } finally {
      assertThat(sender.stop(PATIENCE)).isTrue();
    }
  }

  /** Intents, of which only the number matters. */
  private static final class Pending implements Outbox {

    private final Deque<Integer> batches = new ArrayDeque<>();
    private final Deque<Long> mails = new ArrayDeque<>();

    /** A batch of so many. */
    synchronized void add(int count) {
      batches.add(count);
    }

    @Override
    public synchronized int expand() {
      if (batches.isEmpty()) {
        return 0;
      }
      LongStream.range(0, batches.poll()).forEach(mails::add);
      return 1;
    }

    @Override
    public synchronized int handOver(int max, Instant now, Consumer<List<Long>> handOver) {
      var some = new ArrayList<Long>();
      while (some.size() < max && !mails.isEmpty()) {
        some.add(mails.poll());
      }
      if (!some.isEmpty()) {
        handOver.accept(some);
      }
      return some.size();
    }

    @Override
    public int reclaim(Instant queuedBefore, Instant now) {
      return 0;
    }
  }
}
