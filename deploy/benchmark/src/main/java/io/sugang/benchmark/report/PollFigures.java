package io.sugang.benchmark.report;

import io.sugang.benchmark.latency.Latency;
import io.sugang.benchmark.load.PollHistory;
import java.util.Map;

/**
 * What was measured while polling one section.
 *
 * @param isGood whether each answer was 200 or 304
 */
public record PollFigures(
    double seconds,
    double answersPerSecond,
    Latency latency,
    Map<Integer, Long> answersByStatus,
    boolean isGood) {

  /** The figures of a history. */
  public static PollFigures of(PollHistory history) {
    return new PollFigures(
        history.seconds(),
        history.answersPerSecond(),
        history.latency(),
        history.answersByStatus(),
        history.isGood());
  }
}
