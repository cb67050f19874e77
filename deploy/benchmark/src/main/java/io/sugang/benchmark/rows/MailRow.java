package io.sugang.benchmark.rows;

import java.time.Instant;

/**
 * A mail intent.
 *
 * @param number of the request that was decided
 * @param kind the decision it tells of
 * @param since when it came into its state
 */
public record MailRow(String section, long number, String kind, String state, Instant since) {

  public static final String SENT = "sent";
  public static final String FAILED = "failed";

  /** Says whether nothing more will happen to it soon. */
  public boolean isSettled() {
    return state.equals(SENT) || state.equals(FAILED);
  }
}
