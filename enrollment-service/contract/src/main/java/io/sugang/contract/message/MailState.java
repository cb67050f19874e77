package io.sugang.contract.message;

import java.util.Locale;

/** Where a mail intent is: {@code pending → queued → sending → sent | failed}. */
public enum MailState {
  /** Committed with its decision, and not handed to the notifiers. */
  PENDING,
  /** On its way to the notifiers. */
  QUEUED,
  /** A notifier hands it to SES. */
  SENDING,
  /** SES has it. */
  SENT,
  /** It can't be sent. */
  FAILED;

  /** Its name in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MailState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** As {@link #wireName()}, so that statements can name it. */
  @Override
  public String toString() {
    return wireName();
  }
}
