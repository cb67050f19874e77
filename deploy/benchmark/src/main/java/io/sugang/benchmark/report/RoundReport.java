package io.sugang.benchmark.report;

import io.sugang.benchmark.judge.Verdict;
import java.util.List;

/**
 * One round: its name, what was measured and what was judged.
 *
 * @param name like {@code warm-up 1} or {@code round 2}
 */
public record RoundReport(String name, RoundFigures figures, List<Verdict> verdicts) {

  /** Says whether every promise was kept. */
  public boolean isKept() {
    return verdicts.stream().allMatch(Verdict::isKept);
  }
}
