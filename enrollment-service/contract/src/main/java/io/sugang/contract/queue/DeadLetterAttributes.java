package io.sugang.contract.queue;

/** Message attributes of a dead letter that a service filed itself. */
public final class DeadLetterAttributes {

  /** Why the message could not be handled, in English, without personal data. */
  public static final String REASON = "sugang-reason";

  private DeadLetterAttributes() {}
}
