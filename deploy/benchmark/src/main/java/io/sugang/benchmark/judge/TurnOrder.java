package io.sugang.benchmark.judge;

import io.sugang.benchmark.rows.EnrollmentRow;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.benchmark.rows.WaitlistRow;
import io.sugang.contract.decision.RequestState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * P4: by number, first the admitted, then the waitlisted, then the refused, because nothing is
 * given back during a rush; decided in that order, too. Quarantined requests have left the line;
 * whom a student rule refuses stands between any of the others.
 */
final class TurnOrder {

  private enum Phase {
    ADMITTED,
    WAITLISTED,
    REFUSED
  }

  private TurnOrder() {}

  static Verdict judge(Evidence evidence) {
    var findings = new Findings("P4", "turn order of the decisions");
    evidence
        .requestsBySection()
        .forEach(
            (section, requests) -> {
              findings.checked(requests.size());
              judgeStates(findings, requests, kept(evidence, section));
              judgeTimes(findings, requests);
            });
    judgeLimits(findings, evidence);
    return findings.verdict();
  }

  /** Requests that won a seat which nobody of another cohort could have. */
  private static Set<Long> kept(Evidence evidence, String section) {
    return evidence.rows().enrollments().stream()
        .filter(seat -> seat.section().equals(section) && seat.reserve() != 0)
        .map(EnrollmentRow::number)
        .collect(Collectors.toSet());
  }

  private static void judgeStates(Findings findings, List<RequestRow> requests, Set<Long> kept) {
    RequestRow furthest = null;
    for (RequestRow request : requests) {
      if (request.state() == RequestState.WAITING
          || request.state() == RequestState.QUARANTINED
          || request.isRefusedForTheStudent()
          || kept.contains(request.number())) {
        continue;
      }
      Phase phase = phase(request);
      if (phase == null) {
        findings.broken(
            "%s %d: state %s (expected in a rush: admitted, waitlisted or refused)"
                .formatted(request.section(), request.number(), request.state()));
      } else if (furthest != null && phase.compareTo(phase(furthest)) < 0) {
        findings.broken(
            "%s %d: %s, although the earlier %d was %s"
                .formatted(
                    request.section(),
                    request.number(),
                    request.state(),
                    furthest.number(),
                    furthest.state()));
      } else {
        furthest = request;
      }
    }
  }

  private static Phase phase(RequestRow request) {
    return switch (request.state()) {
      case ADMITTED -> Phase.ADMITTED;
      case WAITLISTED -> Phase.WAITLISTED;
      case REFUSED -> Phase.REFUSED;
      default -> null;
    };
  }

  private static void judgeTimes(Findings findings, List<RequestRow> requests) {
    Instant latest = Instant.MIN;
    boolean undecidedBefore = false;
    for (RequestRow request : requests) {
      if (request.state() == RequestState.QUARANTINED) {
        continue;
      }
      if (request.decidedAt() == null) {
        undecidedBefore = true;
      } else if (undecidedBefore) {
        findings.broken(
            "%s %d: decided while an earlier one is not"
                .formatted(request.section(), request.number()));
      } else if (request.decidedAt().isBefore(latest)) {
        findings.broken(
            "%s %d: decided at %s, before an earlier one at %s"
                .formatted(request.section(), request.number(), request.decidedAt(), latest));
      } else {
        latest = request.decidedAt();
      }
    }
  }

  private static void judgeLimits(Findings findings, Evidence evidence) {
    Map<String, Long> waitlisted =
        evidence.rows().waitlist().stream()
            .filter(WaitlistRow::hasRank)
            .collect(Collectors.groupingBy(WaitlistRow::section, Collectors.counting()));
    for (var section : evidence.sections()) {
      long count = waitlisted.getOrDefault(section.id(), 0L);
      if (count > section.waitlistLimit()) {
        findings.broken(
            "%s: %d on a waitlist of %d".formatted(section.id(), count, section.waitlistLimit()));
      }
    }
  }
}
