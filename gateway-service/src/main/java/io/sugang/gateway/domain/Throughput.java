package io.sugang.gateway.domain;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/**
 * How fast a line moves, measured over the last seconds. Not safe for use by several threads.
 *
 * <p>A line that has not moved for the whole time has no throughput: nobody can say how long it
 * will take.
 */
public final class Throughput {

  /** Short enough to follow a rush, long enough to bridge the pause between two batches. */
  private static final long MEASURED_NANOS = Duration.ofSeconds(10).toNanos();

  private static final double SECOND = 1e9;

  private final Deque<Step> steps = new ArrayDeque<>();
  private long decided;

  private record Step(long nanoTime, long decided) {}

  /**
   * Notes that the line moved, or that it was looked at and had not.
   *
   * @param count how many requests were decided since the last note, 0 or more
   * @param nanoTime not before that of the last note
   */
  public void note(long count, long nanoTime) {
    decided += count;
    steps.addLast(new Step(nanoTime, decided));
    while (steps.size() > 2 && nanoTime - steps.getFirst().nanoTime() > MEASURED_NANOS) {
      steps.removeFirst();
    }
  }

  /**
   * In how many seconds, rounded up, so many will be decided at this throughput; empty without a
   * throughput.
   */
  public OptionalLong secondsFor(long count) {
    if (steps.size() < 2) {
      return OptionalLong.empty();
    }
    long nanos = steps.getLast().nanoTime() - steps.getFirst().nanoTime();
    long measured = steps.getLast().decided() - steps.getFirst().decided();
    return nanos <= 0 || measured <= 0
        ? OptionalLong.empty()
        : OptionalLong.of((long) Math.ceil(count * (nanos / SECOND) / measured));
  }
}
