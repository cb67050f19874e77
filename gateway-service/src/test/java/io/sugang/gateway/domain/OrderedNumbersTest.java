package io.sugang.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class OrderedNumbersTest {

  @Property
  void whoStandsHereHasAsManyBeforeAsThereAreLowerNumbers(
      @ForAll @Size(max = 40) Set<@LongRange(max = 60) Long> status,
      @ForAll @LongRange(max = 60) long number) {
    OrderedNumbers places =
        OrderedNumbers.of(status.stream().mapToLong(Long::longValue).sorted().toArray());

    OptionalLong expected =
        status.contains(number)
            ? OptionalLong.of(status.stream().filter(n -> n < number).count())
            : OptionalLong.empty();
    assertThat(places.before(number)).isEqualTo(expected);
    assertThat(places.size()).isEqualTo(status.size());
  }

  @Property
  void consecutiveNumbersAreAsIfListed(
      @ForAll @LongRange(min = 1, max = 50) long first,
      @ForAll @LongRange(max = 30) long size,
      @ForAll @LongRange(max = 100) long number) {
    long[] listed = new long[(int) size];
    for (int i = 0; i < size; i++) {
      listed[i] = first + i;
    }

    assertThat(OrderedNumbers.consecutive(first, size).before(number))
        .isEqualTo(OrderedNumbers.of(listed).before(number));
    assertThat(OrderedNumbers.consecutive(first, size).first())
        .isEqualTo(OrderedNumbers.of(listed).first());
  }
}
