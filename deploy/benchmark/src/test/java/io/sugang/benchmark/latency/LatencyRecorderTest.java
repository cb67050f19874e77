package io.sugang.benchmark.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {

  private static final Offset<Double> THREE_DIGITS = within(1.0);

  @Test
  void percentilesAreInMilliseconds() {
    var recorder = new LatencyRecorder();
    for (int millis = 1; millis <= 1_000; millis++) {
      recorder.record(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    Latency latency = recorder.latency();

    assertThat(latency.count()).isEqualTo(1_000);
    assertThat(latency.p50()).isCloseTo(500, THREE_DIGITS);
    assertThat(latency.p95()).isCloseTo(950, THREE_DIGITS);
    assertThat(latency.p99()).isCloseTo(990, THREE_DIGITS);
    assertThat(latency.p999()).isCloseTo(999, THREE_DIGITS);
    assertThat(latency.max()).isCloseTo(1_000, THREE_DIGITS);
  }

  @Test
  void nothingRecordedIsZero() {
    assertThat(new LatencyRecorder().latency()).isEqualTo(new Latency(0, 0, 0, 0, 0, 0));
  }

  @Test
  void whatIsOutOfRangeCountsAsItsEnd() {
    var recorder = new LatencyRecorder();
    recorder.record(TimeUnit.HOURS.toNanos(5));
    recorder.record(-1);

    assertThat(recorder.latency().count()).isEqualTo(2);
    assertThat(recorder.latency().p50()).isZero();
    assertThat(recorder.latency().max()).isCloseTo(600_000, within(600.0));
  }
}
