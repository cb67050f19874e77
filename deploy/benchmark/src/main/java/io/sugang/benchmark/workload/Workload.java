package io.sugang.benchmark.workload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Who asks for what, in which order. The same seed makes the same workload. */
public final class Workload {

  /** How many different sections each student of a campus asks for, if there are so many. */
  private static final int SECTIONS_A_STUDENT = 6;

  private Workload() {}

  /** Every student once, all for the same section. */
  public static List<Ask> hot(int students, long seed) {
    List<Ask> asks =
        new ArrayList<>(IntStream.range(0, students).mapToObj(s -> new Ask(s, 0)).toList());
    Collections.shuffle(asks, new SplittableRandom(seed));
    return asks;
  }

  /**
   * Every student for six different sections; some sections are much more wanted than others.
   *
   * @param sections how many there are; if less than six, every student asks for all
   */
  public static List<Ask> campus(int students, int sections, long seed) {
    int each = Math.min(SECTIONS_A_STUDENT, sections);
    var random = new SplittableRandom(seed);
    var popularity = new Popularity(sections);
    List<Ask> asks = new ArrayList<>(students * each);
    for (int student = 0; student < students; student++) {
      Set<Integer> chosen = new LinkedHashSet<>();
      while (chosen.size() < each) {
        chosen.add(popularity.pick(random));
      }
      for (int section : chosen) {
        asks.add(new Ask(student, section));
      }
    }
    Collections.shuffle(asks, random);
    return asks;
  }
}
