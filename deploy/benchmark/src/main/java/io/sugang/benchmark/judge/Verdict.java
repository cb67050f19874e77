package io.sugang.benchmark.judge;

import java.util.List;

/**
 * What was found about one promise.
 *
 * @param promise its name, like {@code P1}
 * @param meaning in a few words
 * @param checked how many things were looked at
 * @param broken how many of the findings break it
 * @param examples up to five of them
 */
public record Verdict(
    String promise, String meaning, long checked, long broken, List<String> examples) {

  public boolean isKept() {
    return broken == 0;
  }
}
