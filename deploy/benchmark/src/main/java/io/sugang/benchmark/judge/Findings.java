package io.sugang.benchmark.judge;

import java.util.ArrayList;
import java.util.List;

/** Collects what breaks one promise, with up to five examples. */
public final class Findings {

  private static final int EXAMPLES = 5;

  private final String promise;
  private final String meaning;
  private final List<String> examples = new ArrayList<>();
  private long checked;
  private long broken;

  /** Nothing found yet. */
  public Findings(String promise, String meaning) {
    this.promise = promise;
    this.meaning = meaning;
  }

  /** Notes that so many more things were looked at. */
  public void checked(long more) {
    checked += more;
  }

  /** Notes one thing that breaks the promise, in words. */
  public void broken(String example) {
    broken++;
    if (examples.size() < EXAMPLES) {
      examples.add(example);
    }
  }

  /** What was found so far. */
  public Verdict verdict() {
    return new Verdict(promise, meaning, checked, broken, List.copyOf(examples));
  }
}
