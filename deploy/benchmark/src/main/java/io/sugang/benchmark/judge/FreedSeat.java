package io.sugang.benchmark.judge;

import io.sugang.benchmark.rows.SectionRow;
import io.sugang.benchmark.rows.WaitlistRow;
import io.sugang.contract.decision.RequestState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * P6: no seat is free while somebody stands on the waitlist; and on it stands who was put there,
 * nobody else.
 */
final class FreedSeat {

  private record RequestKey(String section, long number, String student) {}

  private FreedSeat() {}

  static Verdict judge(Evidence evidence) {
    var findings = new Findings("P6", "a freed seat has an owner");
    Map<String, Long> standing = new HashMap<>();
    for (WaitlistRow row : evidence.rows().waitlist()) {
      if (row.hasRank()) {
        standing.merge(row.section(), 1L, Long::sum);
      }
    }
    for (SectionRow section : evidence.rows().sections()) {
      findings.checked(1);
      long count = standing.getOrDefault(section.id(), 0L);
      int open = section.capacity() - section.taken() - evidence.rows().keptAndFree(section.id());
      if (count > 0 && open > 0) {
        findings.broken(
            "%s: %d wait, and %d of %d seats are free"
                .formatted(section.id(), count, open, section.capacity()));
      }
      if (section.waitlisted() != count) {
        findings.broken(
            "%s: says %d wait, but %d do".formatted(section.id(), section.waitlisted(), count));
      }
    }
    judgeEntries(findings, evidence);
    return findings.verdict();
  }

  private static void judgeEntries(Findings findings, Evidence evidence) {
    Set<RequestKey> decided =
        evidence.rows().requests().stream()
            .filter(row -> row.state() == RequestState.WAITLISTED)
            .map(row -> new RequestKey(row.section(), row.number(), row.student()))
            .collect(Collectors.toSet());
    Set<RequestKey> entries =
        evidence.rows().waitlist().stream()
            .map(row -> new RequestKey(row.section(), row.number(), row.student()))
            .collect(Collectors.toSet());
    for (RequestKey place : decided) {
      if (!entries.contains(place)) {
        findings.broken(
            "%s %d: %s was waitlisted and is not on the waitlist"
                .formatted(place.section(), place.number(), place.student()));
      }
    }
    for (RequestKey place : entries) {
      if (!decided.contains(place)) {
        findings.broken(
            "%s %d: %s is on the waitlist without such a decision"
                .formatted(place.section(), place.number(), place.student()));
      }
    }
  }
}
