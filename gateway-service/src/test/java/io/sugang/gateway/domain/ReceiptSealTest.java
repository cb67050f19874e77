package io.sugang.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReceiptSealTest {

  private static final ReceiptSeal SEAL = new ReceiptSeal(new byte[32]);
  private static final SectionId SECTION = new SectionId("CSE2010-01");
  private static final StudentId STUDENT = new StudentId("2026010001");

  @Property
  void aReceiptIsReadAsItWasSealed(
      @ForAll @LongRange(min = (1L << 40) + 1, max = (1L << 53) - 1) long value) {
    var number = new RequestNumber(value);

    assertThat(SEAL.open(SEAL.seal(STUDENT, SECTION, number), STUDENT))
        .contains(new ReceiptId(SECTION, number));
  }

  @Property
  void whoeverChangesACharacterHoldsNothing(
      @ForAll @IntRange(max = 40) int place, @ForAll char other) {
    String id = SEAL.seal(STUDENT, SECTION, new RequestNumber((1L << 40) + 1));
    int at = place % id.length();
    String forged = id.substring(0, at) + other + id.substring(at + 1);

    if (!forged.equals(id)) {
      assertThat(SEAL.open(forged, STUDENT)).isEmpty();
    }
  }

  @Test
  void somebodyElsesReceiptIsWorthNothing() {
    String id = SEAL.seal(STUDENT, SECTION, new RequestNumber((1L << 40) + 1));

    assertThat(SEAL.open(id, new StudentId("2026010002"))).isEmpty();
    assertThat(
            new ReceiptSeal("another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII))
                .open(id, STUDENT))
        .isEmpty();
  }

  @Test
  void aShortKeyIsRefused() {
    assertThatThrownBy(() -> new ReceiptSeal(new byte[31]))
        .hasMessageContaining("expected: at least 32");
  }
}
