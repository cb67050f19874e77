package io.sugang.benchmark.report;

import io.sugang.benchmark.judge.Verdict;
import java.util.List;
import java.util.Map;

/**
 * One round: its name, what was measured and what was judged.
 *
 * @param name like {@code warm-up 1} or {@code round 2}
 * @param cpuMicros processor time of each process from the first request to the last decision, for
 *     each accepted request; without those that the machine does not tell
 */
public record RoundReport(
    String name, RoundFigures figures, Map<String, Long> cpuMicros, List<Verdict> verdicts) {

  /** Says whether every promise was kept. */
  public boolean isKept() {
    return verdicts.stream().allMatch(Verdict::isKept);
  }
}
