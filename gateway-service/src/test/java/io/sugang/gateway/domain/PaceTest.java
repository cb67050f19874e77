package io.sugang.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = 1_000_000_000;

  private final Pace pace = new Pace();

  @Test
  void whatWasDecidedInTheLastSecondsTellsHowLongTheRestTakes() {
    pace.note(0, 0);
    pace.note(100, SECOND);
    pace.note(100, 2 * SECOND);

    assertThat(pace.secondsFor(1000)).hasValue(10);
    assertThat(pace.secondsFor(1)).hasValue(1);
  }

  @Test
  void aLineThatNeverMovedHasNoPace() {
    assertThat(pace.secondsFor(1)).isEqualTo(OptionalLong.empty());
    pace.note(0, 0);
    pace.note(0, SECOND);
    assertThat(pace.secondsFor(1)).isEqualTo(OptionalLong.empty());
  }

  @Test
  void aLineThatStoppedLosesItsPaceAfterTenSeconds() {
    pace.note(0, 0);
    pace.note(500, SECOND);
    assertThat(pace.secondsFor(500)).hasValue(1);

    for (int second = 2; second <= 12; second++) {
      pace.note(0, second * SECOND);
    }

    assertThat(pace.secondsFor(500)).isEqualTo(OptionalLong.empty());
  }
}
