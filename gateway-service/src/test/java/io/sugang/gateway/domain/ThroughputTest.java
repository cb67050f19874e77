package io.sugang.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ThroughputTest {

  private static final long SECOND = 1_000_000_000;

  private final Throughput throughput = new Throughput();

  @Test
  void whatWasDecidedInTheLastSecondsTellsHowLongTheRestTakes() {
    throughput.note(0, 0);
    throughput.note(100, SECOND);
    throughput.note(100, 2 * SECOND);

    assertThat(throughput.secondsFor(1000)).hasValue(10);
    assertThat(throughput.secondsFor(1)).hasValue(1);
  }

  @Test
  void aLineThatNeverMovedHasNoPace() {
    assertThat(throughput.secondsFor(1)).isEqualTo(OptionalLong.empty());
    throughput.note(0, 0);
    throughput.note(0, SECOND);
    assertThat(throughput.secondsFor(1)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aLineThatStoppedLosesItsPaceAfterTenSeconds() {
    throughput.note(0, 0);
    throughput.note(500, SECOND);
    assertThat(throughput.secondsFor(500)).hasValue(1);

    for (int second = 2; second <= 12; second++) {
      throughput.note(0, second * SECOND);
    }

    assertThat(throughput.secondsFor(500)).isEqualTo(OptionalLong.empty());
  }
}
