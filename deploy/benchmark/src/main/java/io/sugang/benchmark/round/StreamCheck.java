package io.sugang.benchmark.round;

import io.sugang.benchmark.judge.Verdict;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.benchmark.stream.StreamHolder;
import io.sugang.benchmark.stream.StreamJudge;
import java.time.Duration;
import java.util.List;

/** Gives the last events a few seconds to arrive, then judges the streams. */
final class StreamCheck {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  private StreamCheck() {}

  static StreamJudge of(StreamHolder streams, List<RequestRow> requests)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var judge = new StreamJudge(streams.histories(), requests);
      if (judge.judge().stream().allMatch(Verdict::isKept) || System.nanoTime() > deadline) {
        return judge;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
  }
}
