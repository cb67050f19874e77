package io.sugang.benchmark.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EventRateTest {

  private static final long MILLI = 1_000_000;

  @Test
  void countsTheMostWithinAnySecond() {
    assertThat(mostAt(0, 900, 950, 1_850, 1_899, 1_901)).isEqualTo(4);
  }

  @Test
  void aSecondApartIsApart() {
    assertThat(mostAt(0, 1_000, 2_000)).isEqualTo(1);
  }

  @Test
  void aFloodCountsAsSixtyFour() {
    assertThat(mostAt(LongStream.range(0, 500).toArray())).isEqualTo(64);
  }

  private static int mostAt(long... millis) {
    var rate = new EventRate();
    for (long time : millis) {
      rate.event(time * MILLI);
    }
    return rate.most();
  }
}
