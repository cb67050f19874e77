package io.sugang.contract.message;

import java.util.List;

/**
 * Mail intents that wait to be sent.
 *
 * @param mails row ids of the mail intents, 1 to {@value #MAX_MAILS}
 */
public record MailsDue(List<Long> mails) implements Message {

  /** The logical, versioned name on the wire. */
  public static final String WIRE_NAME = "mails.due.v1";

  /** Few enough that one message is worked off well within the queue's visibility time-out. */
  public static final int MAX_MAILS = 10;

  public MailsDue {
    if (mails == null || mails.isEmpty() || mails.size() > MAX_MAILS) {
      throw new IllegalArgumentException(
          "mails: %s (expected: 1 to %d)"
              .formatted(mails == null ? "missing" : mails.size(), MAX_MAILS));
    }
    mails = List.copyOf(mails);
  }
}
