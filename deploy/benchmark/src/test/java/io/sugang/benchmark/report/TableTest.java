package io.sugang.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columnsAreAlignedTheFirstToTheLeft() {
    var table =
        new Table(List.of("round", "p50 ms", "n"))
            .add(List.of("1", "12.5", "15000"))
            .add(List.of("warm-up", "3.0", "7"));

    assertThat(table.lines())
        .containsExactly(
            "round    p50 ms      n", "1          12.5  15000", "warm-up     3.0      7");
  }

  @Test
  void aRowHasAsManyCellsAsTheHeader() {
    var table = new Table(List.of("a", "b"));

    assertThatThrownBy(() -> table.add(List.of("1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells (expected: 2)");
  }
}
