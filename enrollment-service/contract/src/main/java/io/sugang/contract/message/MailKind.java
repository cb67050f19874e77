package io.sugang.contract.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a mail tells a student; a mail template is named after each. */
public enum MailKind {
  /** The student has a seat. */
  ADMITTED,
  /** The student waits for a seat of a full section. */
  WAITLISTED,
  /** The request got nothing. */
  REFUSED,
  /** The student was on the waitlist and has a seat now. */
  PROMOTED,
  /** The seat is given back. */
  DROPPED,
  /** The student left the waitlist. */
  LEFT,
  /** The request was dropped before its turn came. */
  WITHDRAWN;

  /** Its name outside Java. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MailKind of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** As {@link #wireName()}, so that texts and statements can name it. */
  @Override
  public String toString() {
    return wireName();
  }
}
