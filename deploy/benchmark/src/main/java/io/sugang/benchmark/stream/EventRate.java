package io.sugang.benchmark.stream;

import java.util.Arrays;

/** The most events that came within any one second. */
final class EventRate {

  private static final int REMEMBERED = 64;
  private static final long SECOND = 1_000_000_000;

  private long[] times = new long[4];
  private int count;
  private int most;

  /**
   * Notes an event. Up to 64 a second are told apart; more count as 64.
   *
   * @param nanoTime not before the last one
   */
  void event(long nanoTime) {
    int expired = 0;
    while (expired < count && nanoTime - times[expired] >= SECOND) {
      expired++;
    }
    if (expired == 0 && count == REMEMBERED) {
      expired = 1;
    }
    System.arraycopy(times, expired, times, 0, count - expired);
    count -= expired;
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * times.length);
    }
    times[count++] = nanoTime;
    most = Math.max(most, count);
  }

  int most() {
    return most;
  }
}
