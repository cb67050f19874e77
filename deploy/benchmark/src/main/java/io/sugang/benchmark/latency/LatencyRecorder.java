package io.sugang.benchmark.latency;

import org.HdrHistogram.Histogram;

/**
 * Collects times, to three significant digits; 1 µs to 10 minutes, longer ones count as 10 minutes.
 */
public final class LatencyRecorder {

  private static final long LONGEST_MICROS = 600_000_000;

  private final Histogram micros = new Histogram(LONGEST_MICROS, 3);

  /** Adds one time in nanoseconds. */
  public void record(long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, LONGEST_MICROS));
  }

  /** What was collected so far. */
  public Latency latency() {
    return new Latency(
        micros.getTotalCount(), millis(50), millis(95), millis(99), millis(99.9), millis(100));
  }

  private double millis(double percentile) {
    return micros.getTotalCount() == 0 ? 0 : micros.getValueAtPercentile(percentile) / 1_000.0;
  }
}
