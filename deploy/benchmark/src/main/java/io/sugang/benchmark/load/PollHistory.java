package io.sugang.benchmark.load;

import io.sugang.benchmark.latency.Latency;
import java.util.Map;

/**
 * What polling clients noted.
 *
 * @param seconds how long they polled
 * @param answersByStatus 0 counts lost answers
 * @param latency of every answer
 */
public record PollHistory(double seconds, Map<Integer, Long> answersByStatus, Latency latency) {

  /** Answers of any status in a second. */
  public double answersPerSecond() {
    return latency.count() / seconds;
  }

  /** Says whether each answer was the section, or that it has not changed. */
  public boolean isGood() {
    return latency.count() > 0
        && answersByStatus.keySet().stream().allMatch(status -> status == 200 || status == 304);
  }
}
