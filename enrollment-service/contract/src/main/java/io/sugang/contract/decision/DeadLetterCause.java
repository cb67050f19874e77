package io.sugang.contract.decision;

import java.util.Map;

/** Why a message or a request became a dead letter. */
public enum DeadLetterCause implements Reason {
  /** The message is not what its queue carries. */
  UNREADABLE("unreadable"),
  /** The database refuses what the message carries. */
  NOT_STORABLE("not-storable"),
  /** The catalogue has no such section. */
  UNKNOWN_SECTION("unknown-section"),
  /** There is no record of the student. */
  UNKNOWN_STUDENT("unknown-student"),
  /** Its transaction fails even with nothing else in it. */
  FAILED_ALONE("failed-alone"),
  /** Another request has its number. */
  NUMBER_CLASH("number-clash"),
  /** A place on the waitlist is passed over: its seat can't be written. */
  PROMOTION_FAILED("promotion-failed"),
  /** A mail that the mail service will never take, or that can't be written. */
  MAIL_FAILED("mail-failed");

  private static final Map<String, DeadLetterCause> BY_NAME =
      WireName.index(values(), DeadLetterCause::wireName);

  private final String wireName;

  DeadLetterCause(String wireName) {
    this.wireName = wireName;
  }

  @Override
  public String wireName() {
    return wireName;
  }

  /**
   * The cause with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static DeadLetterCause of(String wireName) {
    return WireName.find(BY_NAME, "cause", wireName);
  }

  /** As {@link #wireName()}, so that texts and statements can name it. */
  @Override
  public String toString() {
    return wireName;
  }
}
