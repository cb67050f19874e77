package io.sugang.local.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestWord() {
    var table = new PlainTable("ID", "CAUSE");
    table.add("1", "unknown-section");
    table.add("1000", null);

    assertThat(table.toString().lines().map(String::stripTrailing))
        .containsExactly("ID    CAUSE", "1     unknown-section", "1000  -");
  }

  @Test
  void aTerminalObeysNothingOfIt() {
    String hostile = "a\u001b[2J\u009b2J\u202eb\u2028c\nd 한글";

    assertThat(PlainTable.harmless(hostile)).isEqualTo("a·[2J·2J·b·c·d 한글");
  }
}
