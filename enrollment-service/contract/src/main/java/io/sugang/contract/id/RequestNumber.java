package io.sugang.contract.id;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The order stamp of a request within its section: {@code epoch · 2^40 + counter}. Lower is
 * earlier. The epoch rises whenever the line is reopened, so a Redis that lost its last writes can
 * never give a number twice.
 *
 * @param value 2^40 to 2^53 - 1, so that a JSON reader and a Redis score hold it exactly
 */
public record RequestNumber(@JsonValue long value) implements Comparable<RequestNumber> {

  private static final long COUNTERS_PER_EPOCH = 1L << 40;
  private static final long LIMIT = 1L << 53;

  /**
   * @throws IllegalArgumentException if the value is out of range
   */
  @JsonCreator
  public RequestNumber {
    if (value <= COUNTERS_PER_EPOCH || value >= LIMIT) {
      throw new IllegalArgumentException(
          "number: %d (expected: above 2^40 and below 2^53)".formatted(value));
    }
  }

  /** Says whether a stamp with this value can exist. */
  public static boolean isValid(long value) {
    return value > COUNTERS_PER_EPOCH && value < LIMIT;
  }

  /** The epoch of the line that gave it, 1 or more. */
  public long epoch() {
    return value / COUNTERS_PER_EPOCH;
  }

  /** The value of the number with this counter in an epoch; 0 stands before the first. */
  public static long value(long epoch, long counter) {
    return epoch * COUNTERS_PER_EPOCH + counter;
  }

  /** The short number that people are shown, 1 or more. */
  public long counter() {
    return value % COUNTERS_PER_EPOCH;
  }

  @Override
  public int compareTo(RequestNumber other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
