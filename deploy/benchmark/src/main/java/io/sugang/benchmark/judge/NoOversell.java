package io.sugang.benchmark.judge;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.rows.EnrollmentRow;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.benchmark.rows.SectionRow;
import io.sugang.contract.decision.RequestState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * P1: never more seats than there are, counted right, each won by an admitted request; and none
 * left empty while somebody was refused it, but kept ones.
 */
final class NoOversell {

  private NoOversell() {}

  static Verdict judge(Evidence evidence) {
    var findings = new Findings("P1", "no oversell, every seat given");
    Map<String, List<EnrollmentRow>> seats =
        evidence.rows().enrollments().stream()
            .collect(Collectors.groupingBy(EnrollmentRow::section));
    Map<String, List<RequestRow>> requests = evidence.requestsBySection();
    Map<String, Set<String>> accepted = acceptedStudents(evidence);
    Map<String, SectionRow> rows =
        evidence.rows().sections().stream().collect(Collectors.toMap(SectionRow::id, s -> s));
    for (var prepared : evidence.sections()) {
      findings.checked(1);
      SectionRow section = rows.get(prepared.id());
      if (section == null) {
        findings.broken("%s: the section is gone".formatted(prepared.id()));
        continue;
      }
      judgeSection(
          findings,
          section,
          prepared.capacity(),
          seats.getOrDefault(section.id(), List.of()),
          requests.getOrDefault(section.id(), List.of()),
          accepted.getOrDefault(section.id(), Set.of()).size(),
          evidence.rows().keptAndFree(section.id()));
    }
    return findings.verdict();
  }

  private static void judgeSection(
      Findings findings,
      SectionRow section,
      int capacity,
      List<EnrollmentRow> seats,
      List<RequestRow> requests,
      int accepted,
      int keptAndFree) {
    if (seats.size() > capacity) {
      findings.broken(
          "%s: %d seats of %d are taken".formatted(section.id(), seats.size(), capacity));
    }
    if (section.taken() != seats.size()) {
      findings.broken(
          "%s: says %d seats are taken, but %d are"
              .formatted(section.id(), section.taken(), seats.size()));
    }
    Map<Long, String> admitted =
        requests.stream()
            .filter(r -> r.state() == RequestState.ADMITTED)
            .collect(Collectors.toMap(RequestRow::number, RequestRow::student, (a, b) -> a));
    int expected = Math.min(capacity, accepted);
    boolean isOver = requests.stream().noneMatch(r -> r.state() == RequestState.WAITING);
    if (admitted.size() > expected || (isOver && admitted.size() < expected - keptAndFree)) {
      findings.broken(
          "%s: %d admitted (expected: %d, the lesser of %d seats and %d accepted students)"
              .formatted(section.id(), admitted.size(), expected, capacity, accepted));
    }
    for (EnrollmentRow seat : seats) {
      if (!seat.student().equals(admitted.get(seat.number()))) {
        findings.broken(
            "%s: %s has a seat by number %d, which is not their admitted request"
                .formatted(section.id(), seat.student(), seat.number()));
      }
    }
  }

  /** A receipt or a line in the journal makes a student accepted. */
  private static Map<String, Set<String>> acceptedStudents(Evidence evidence) {
    Map<String, Set<String>> accepted = new HashMap<>();
    for (Asked asked : evidence.asked()) {
      if (asked.receipt().isPresent()) {
        accepted.computeIfAbsent(asked.section(), _ -> new HashSet<>()).add(asked.student());
      }
    }
    for (RequestRow row : evidence.rows().requests()) {
      accepted.computeIfAbsent(row.section(), _ -> new HashSet<>()).add(row.student());
    }
    return accepted;
  }
}
