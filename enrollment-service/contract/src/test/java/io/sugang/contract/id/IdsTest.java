package io.sugang.contract.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "cse1001-01", "-CSE", "CSE 1", "CSE/1", "..", "CSE{1}", "A\n"})
  void aSectionIdOfAnotherFormIsRefused(String value) {
    assertThatThrownBy(() -> new SectionId(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "a b", "a:b", "a|b", "a{b}", "학번"})
  void aStudentIdThatCouldMeanSomethingInAKeyIsRefused(String value) {
    assertThatThrownBy(() -> new StudentId(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStudentIdDoesNotShowItselfInLogs() {
    assertThat(new StudentId("2026010001").toString()).doesNotContain("2026010001");
  }

  @Property
  void aHigherEpochIsLaterThanAnyCounterOfALowerOne(
      @ForAll @LongRange(min = 1, max = 8190) long epoch,
      @ForAll @LongRange(min = 1, max = (1L << 40) - 1) long counter) {
    var earlier = new RequestNumber(epoch * (1L << 40) + counter);
    var later = new RequestNumber((epoch + 1) * (1L << 40) + 1);

    assertThat(earlier).isLessThan(later);
    assertThat(earlier.counter()).isEqualTo(counter);
  }

  @Property
  void aNumberSurvivesAFloatingPointScore(
      @ForAll @LongRange(min = (1L << 40) + 1, max = (1L << 53) - 1) long value) {
    assertThat((long) (double) value).isEqualTo(new RequestNumber(value).value());
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 1L << 40, 1L << 53, Long.MAX_VALUE})
  void aNumberOutOfRangeIsRefused(long value) {
    assertThat(RequestNumber.isValid(value)).isFalse();
    assertThatThrownBy(() -> new RequestNumber(value)).isInstanceOf(IllegalArgumentException.class);
  }
}
