package io.sugang.benchmark.workload;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Zipf's law: the section at rank {@code r} is wanted in proportion to {@code 1 / r}. */
final class Popularity {

  private final double[] cumulative;

  Popularity(int sections) {
    cumulative = new double[sections];
    double sum = 0;
    for (int i = 0; i < sections; i++) {
      sum += 1.0 / (i + 1);
      cumulative[i] = sum;
    }
  }

  int pick(RandomGenerator random) {
    int found =
        Arrays.binarySearch(cumulative, random.nextDouble(cumulative[cumulative.length - 1]));
    // A hit belongs to the next section: each one owns its lower bound, not its upper one.
    return found < 0 ? -found - 1 : found + 1;
  }
}
