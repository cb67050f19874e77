package io.sugang.benchmark.round;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.judge.Evidence;
import io.sugang.benchmark.judge.Judge;
import io.sugang.benchmark.judge.Verdict;
import io.sugang.benchmark.latency.LatencyRecorder;
import io.sugang.benchmark.load.RushHistory;
import io.sugang.benchmark.report.MailFigures;
import io.sugang.benchmark.report.RoundFigures;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.benchmark.stream.StreamFigures;
import io.sugang.contract.decision.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Reckons a round's figures from what clients and writer recorded. */
final class Measurement {

  private Measurement() {}

  /**
   * The figures of a round.
   *
   * @param seenAt when the last decision was seen
   * @param streams {@code null} if none were open
   */
  static RoundFigures of(
      RushHistory history,
      Evidence evidence,
      List<Verdict> verdicts,
      Instant seenAt,
      MailFigures mails,
      StreamFigures streams) {
    var latencies = new LatencyRecorder();
    long lastReceipt = history.startedNanos();
    for (Asked asked : evidence.asked()) {
      if (asked.receipt().isPresent()) {
        latencies.record(asked.endedAt() - asked.firstSentAt());
        lastReceipt = Math.max(lastReceipt, asked.endedAt());
      }
    }
    List<RequestRow> requests = evidence.rows().requests();
    double committed =
        requests.stream()
            .map(RequestRow::decidedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .map(last -> seconds(history.startedAt(), last))
            .orElse(0.0);
    long accepted = latencies.latency().count();
    return new RoundFigures(
        evidence.asked().size(),
        accepted,
        perSecond(accepted, (lastReceipt - history.startedNanos()) / 1e9),
        latencies.latency(),
        history.answersByStatus(),
        history.answersByStatus().entrySet().stream()
            .filter(answers -> RushHistory.isAskLater(answers.getKey()))
            .mapToLong(answers -> answers.getValue())
            .sum(),
        evidence.asked().size() - accepted,
        committed,
        seconds(history.startedAt(), seenAt),
        perSecond(requests.stream().filter(RequestRow::isDecided).count(), committed),
        count(requests, RequestState.ADMITTED),
        count(requests, RequestState.WAITLISTED),
        count(requests, RequestState.REFUSED),
        Judge.broken(verdicts, "P4"),
        Judge.broken(verdicts, "P2", "P5"),
        mails,
        streams);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  private static double perSecond(long count, double seconds) {
    return seconds > 0 ? count / seconds : 0;
  }

  private static long count(List<RequestRow> requests, RequestState state) {
    return requests.stream().filter(row -> row.state() == state).count();
  }
}
