package io.sugang.enrollment.operations.domain;

import java.time.Instant;
import java.util.List;

/**
 * All that the database knows of one request; {@code null} is what it does not have.
 *
 * @param releases of a drop, or a swap: the number of the request that it drops
 * @param source of a swap: the section in which that is
 * @param facts what the rule used, as JSON
 * @param changedAt when a later commit changed its state
 * @param rulesVersion version of the term's rules by which it was decided, or changed last
 * @param reopenedAt when it was decided anew after it had been quarantined
 * @param trace id of the call that brought it
 * @param newNumber for which it stands, if another request had its number
 * @param seatSince since when it has a seat
 * @param waitlistedSince since when it has a place on the waitlist
 * @param passedOver why that place is passed over
 * @param isShown whether the line shows its last change
 */
public record RequestStory(
    String section,
    long number,
    String student,
    String type,
    Long releases,
    String source,
    Instant acceptedAt,
    String state,
    String reason,
    String facts,
    Instant decidedAt,
    Instant changedAt,
    Integer rulesVersion,
    Instant reopenedAt,
    String trace,
    Long newNumber,
    Instant seatSince,
    Instant waitlistedSince,
    String passedOver,
    boolean isShown,
    List<Mail> mails,
    List<Letter> deadLetters) {

  /** A mail about it. */
  public record Mail(
      String kind,
      String state,
      Instant since,
      int attempts,
      String sesMessageId,
      String failure) {}

  /** A dead letter of it. */
  public record Letter(long id, String cause, String state, Instant firstSeen, int returns) {}
}
