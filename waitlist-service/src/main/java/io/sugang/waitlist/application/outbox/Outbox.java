package io.sugang.waitlist.application.outbox;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Mail intents in the database. */
public interface Outbox {

  /**
   * Makes the intents of some batches pending, each by itself; the oldest batches first, in one
   * transaction. A batch that can't be made pending is told in the log and stays.
   *
   * @return how many batches; 0: there are no more, or others have them in hand
   */
  int expand();

  /**
   * Hands the oldest pending intents over, as long as not too many are under way, and marks them as
   * queued, in one transaction. If {@code handOver} fails they stay pending; if the process dies in
   * between they are handed over twice, and the notifier takes each only once.
   *
   * @return how many
   */
  int handOver(int max, Instant now, Consumer<List<Long>> handOver);

  /**
   * Makes intents pending again that were handed over before an instant and that nobody claimed.
   *
   * @return how many
   */
  int reclaim(Instant queuedBefore, Instant now);
}
