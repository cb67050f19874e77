package io.sugang.benchmark.load;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the clients noted about one round.
 *
 * @param startedAt wall-clock time of the first send
 * @param startedNanos the same moment as {@link System#nanoTime()}
 * @param calls one for each request
 * @param answersByStatus every answer, those to later retried attempts too; 0 counts lost answers
 */
public record RushHistory(
    Instant startedAt, long startedNanos, List<Call> calls, Map<Integer, Long> answersByStatus) {

  /** Says whether an answer with this status carries a receipt. */
  public static boolean isReceipt(int status) {
    return status == 202 || status == 200;
  }

  /** Says whether an answer with this status asks to come back later. */
  public static boolean isAskLater(int status) {
    return status == 503 || status == 429;
  }
}
