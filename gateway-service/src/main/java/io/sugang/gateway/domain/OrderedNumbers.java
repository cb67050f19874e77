package io.sugang.gateway.domain;

import java.util.Arrays;
import java.util.OptionalLong;

/** Numbers in order, as a line or a waitlist holds them. */
public final class OrderedNumbers {

  /** Nobody stands here. */
  public static final OrderedNumbers NONE = consecutive(0, 0);

  private final long first;
  private final long size;
  private final long[] numbers;

  private OrderedNumbers(long first, long size, long[] numbers) {
    this.first = first;
    this.size = size;
    this.numbers = numbers;
  }

  /** So many numbers without a gap. */
  public static OrderedNumbers consecutive(long first, long size) {
    return new OrderedNumbers(first, size, null);
  }

  /** Numbers with gaps, in ascending order. */
  public static OrderedNumbers of(long... numbers) {
    return new OrderedNumbers(
        numbers.length == 0 ? 0 : numbers[0], numbers.length, numbers.clone());
  }

  /** How many stand before a number; empty if it doesn't stand here. */
  public OptionalLong before(long number) {
    long index = numbers == null ? number - first : Arrays.binarySearch(numbers, number);
    return index < 0 || index >= size ? OptionalLong.empty() : OptionalLong.of(index);
  }

  /** The lowest number; empty if nobody stands here. */
  public OptionalLong first() {
    return size == 0 ? OptionalLong.empty() : OptionalLong.of(first);
  }

  /** How many stand here. */
  public long size() {
    return size;
  }

  /** Whether the same numbers stand there. */
  public boolean isSameAs(OrderedNumbers other) {
    return first == other.first && size == other.size && Arrays.equals(numbers, other.numbers);
  }
}
