package io.sugang.benchmark.rows;

import java.time.Instant;

/**
 * A line of the journal.
 *
 * @param number order stamp
 * @param state as the database has it
 * @param reason of a refusal, or {@code null}
 * @param decidedAt or {@code null} while it is undecided
 */
public record RequestRow(
    String section, long number, String student, String state, String reason, Instant decidedAt) {

  public static final String PENDING = "pending";
  public static final String ADMITTED = "admitted";
  public static final String WAITLISTED = "waitlisted";
  public static final String REFUSED = "refused";
  public static final String QUARANTINED = "quarantined";

  /** Says whether somebody decided about it; setting it aside is no decision. */
  public boolean isDecided() {
    return !state.equals(PENDING) && !state.equals(QUARANTINED);
  }
}
