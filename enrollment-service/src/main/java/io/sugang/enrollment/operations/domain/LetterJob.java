package io.sugang.enrollment.operations.domain;

import java.time.Instant;

/**
 * What is to be done to dead letters that were chosen at one moment, and how far it has come.
 *
 * @param kind {@value #REPLAY} or {@value #DISCARD}
 * @param rate letters a second, at most
 * @param letters how many were chosen; each is one of those that follow
 * @param picked nothing was done to so many
 * @param sent and nothing is known yet
 * @param decided and done with
 * @param returned and came back
 * @param skipped others handle them, or nobody can
 * @param state of {@link LetterJobState}
 * @param since when it came into its present state
 * @param stoppedBecause why it stopped by itself, or {@code null}
 * @param createdBy who wanted it
 * @param reason why
 * @param approvedBy who agreed, or {@code null}
 */
public record LetterJob(
    long id,
    String kind,
    int rate,
    int letters,
    long picked,
    long sent,
    long decided,
    long returned,
    long discarded,
    long skipped,
    String state,
    Instant since,
    String stoppedBecause,
    String createdBy,
    Instant createdAt,
    String reason,
    String approvedBy) {

  /** Letters are handled once more. */
  public static final String REPLAY = "replay";

  /** Nothing is to be done about letters. */
  public static final String DISCARD = "discard";

  /** Letters a second, at most. */
  public static final int FASTEST = 50;

  /** Letters a second, if nobody says. */
  public static final int USUAL_RATE = 5;
}
