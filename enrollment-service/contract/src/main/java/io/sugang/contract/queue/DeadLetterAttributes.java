package io.sugang.contract.queue;

/** Message attributes of a dead letter that a service filed itself. */
public final class DeadLetterAttributes {

  /** Why the message could not be handled, in English, without personal data. */
  public static final String REASON = "sugang-reason";

  /** The reason of a request whose number another one has. */
  public static final String NUMBER_CLASH = "number-clash";

  /**
   * The reason of a request whose place on the waitlist is passed over: its seat can't be given.
   */
  public static final String PROMOTION_FAILED = "promotion-failed";

  private DeadLetterAttributes() {}
}
