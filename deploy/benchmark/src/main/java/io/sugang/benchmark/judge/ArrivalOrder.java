package io.sugang.benchmark.judge;

import io.sugang.benchmark.history.Asked;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * P4, as clients can see it: whoever had their receipt before somebody else asked at all has the
 * lower number.
 */
final class ArrivalOrder {

  private ArrivalOrder() {}

  static Verdict judge(Evidence evidence) {
    var findings = new Findings("P4", "turn order in real time");
    Map<String, List<Asked>> bySection =
        evidence.asked().stream()
            .filter(asked -> asked.receipt().isPresent())
            .collect(Collectors.groupingBy(Asked::section));
    bySection.values().forEach(asked -> judgeSection(findings, asked));
    return findings.verdict();
  }

  /** Sweeps by time; of those whose receipt is in, only the highest number matters. */
  private static void judgeSection(Findings findings, List<Asked> asked) {
    findings.checked(asked.size());
    List<Asked> bySending = sorted(asked, Comparator.comparingLong(Asked::firstSentAt));
    List<Asked> byAnswer = sorted(asked, Comparator.comparingLong(Asked::endedAt));
    Asked highest = null;
    int answered = 0;
    for (Asked later : bySending) {
      while (answered < byAnswer.size() && byAnswer.get(answered).endedAt() < later.firstSentAt()) {
        Asked earlier = byAnswer.get(answered++);
        if (highest == null || number(earlier) > number(highest)) {
          highest = earlier;
        }
      }
      if (highest != null && number(highest) > number(later)) {
        findings.broken(
            "%s: %s got %d although %s had %d before they asked"
                .formatted(
                    later.section(),
                    later.student(),
                    number(later),
                    highest.student(),
                    number(highest)));
      }
    }
  }

  private static List<Asked> sorted(List<Asked> asked, Comparator<Asked> order) {
    return asked.stream().sorted(order).toList();
  }

  private static long number(Asked asked) {
    return asked.receipt().orElseThrow().number();
  }
}
