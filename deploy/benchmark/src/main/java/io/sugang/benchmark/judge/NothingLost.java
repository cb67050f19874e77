package io.sugang.benchmark.judge;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.history.Receipt;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.contract.decision.RequestState;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** P3: each receipt ends in exactly one decision, and an admission in a seat. */
final class NothingLost {

  private record RequestKey(String section, long number) {}

  private NothingLost() {}

  static Verdict judge(Evidence evidence) {
    var findings = new Findings("P3", "nothing accepted is lost");
    Map<RequestKey, List<RequestRow>> rows =
        evidence.rows().requests().stream()
            .collect(Collectors.groupingBy(row -> new RequestKey(row.section(), row.number())));
    Set<RequestKey> seated =
        evidence.rows().enrollments().stream()
            .map(seat -> new RequestKey(seat.section(), seat.number()))
            .collect(Collectors.toSet());
    for (Asked asked : evidence.asked()) {
      asked
          .receipt()
          .ifPresent(
              receipt -> {
                findings.checked(1);
                var place = new RequestKey(receipt.section(), receipt.number());
                judgeReceipt(findings, asked, receipt, rows.getOrDefault(place, List.of()));
              });
    }
    for (RequestRow row : evidence.rows().requests()) {
      if (row.state() == RequestState.ADMITTED
          && !seated.contains(new RequestKey(row.section(), row.number()))) {
        findings.broken(
            "%s %d: %s was admitted and has no seat"
                .formatted(row.section(), row.number(), row.student()));
      }
    }
    return findings.verdict();
  }

  private static void judgeReceipt(
      Findings findings, Asked asked, Receipt receipt, List<RequestRow> rows) {
    if (rows.isEmpty()) {
      findings.broken(
          "%s %d: the receipt of %s is not in the journal"
              .formatted(receipt.section(), receipt.number(), asked.student()));
    } else if (rows.size() > 1) {
      findings.broken(
          "%s %d: %d lines in the journal"
              .formatted(receipt.section(), receipt.number(), rows.size()));
    } else if (!rows.getFirst().isDecided()) {
      findings.broken(
          "%s %d: the receipt of %s is %s"
              .formatted(
                  receipt.section(), receipt.number(), asked.student(), rows.getFirst().state()));
    }
  }
}
