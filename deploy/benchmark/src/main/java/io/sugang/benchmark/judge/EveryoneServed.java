package io.sugang.benchmark.judge;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.load.RushHistory;

/** Whoever asked has a receipt in the end. */
final class EveryoneServed {

  private EveryoneServed() {}

  /** Requests that ended with neither a receipt nor a "come back later". */
  static Verdict errors(Evidence evidence) {
    var findings = new Findings("errors", "no request ends in an error");
    for (Asked asked : evidence.asked()) {
      findings.checked(1);
      if (asked.receipt().isEmpty() && !RushHistory.isAskLater(asked.status())) {
        findings.broken(
            "%s in %s: %s after %d attempts"
                .formatted(
                    asked.student(), asked.section(), ending(asked.status()), asked.attempts()));
      }
    }
    return findings.verdict();
  }

  /** Requests that were told to come back later until they gave up. */
  static Verdict notAccepted(Evidence evidence) {
    var findings = new Findings("not accepted", "accepted is as many as asked");
    for (Asked asked : evidence.asked()) {
      findings.checked(1);
      if (asked.receipt().isEmpty() && RushHistory.isAskLater(asked.status())) {
        findings.broken(
            "%s in %s: still status %d after %d attempts"
                .formatted(asked.student(), asked.section(), asked.status(), asked.attempts()));
      }
    }
    return findings.verdict();
  }

  private static String ending(int status) {
    if (status == 0) {
      return "no answer";
    }
    return RushHistory.isReceipt(status)
        ? "status %d without a readable receipt".formatted(status)
        : "status %d".formatted(status);
  }
}
