package io.sugang.notification.application.send;

import io.sugang.notification.domain.MailIntent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Mail intents: {@code queued → sending → sent | failed}. Every step is a compare-and-set, carries
 * the claim of the attempt that takes it, and is repeated on a fresh connection until the database
 * has said whether it was carried out: a mail that SES has must not stay "sending". Only a stopping
 * service gives up.
 */
public interface MailStore {

  /**
   * Takes a queued intent for sending; empty if somebody else did, or it is done.
   *
   * @param claim of this attempt; unique
   */
  Optional<MailIntent> claim(long id, UUID claim, Instant now);

  /** It is sent. */
  void sent(long id, UUID claim, String messageId, Instant now);

  /** It goes back to the queued ones: it was certainly not sent. */
  void release(long id, UUID claim, Instant now);

  /** It goes back to the queued ones, and may have been sent before. */
  void releaseUncertain(Stuck mail, Instant now);

  /** It can't be sent. */
  void failed(long id, UUID claim, String reason, Instant now);

  /**
   * One that could not be sent is queued again, as an operator wants it; others stay as they are.
   */
  void retryFailed(long id, Instant now);

  /**
   * Intents that have been "sending" since before an instant: their notifier died, or SES's answer
   * got lost.
   */
  List<Stuck> stuckSince(Instant before);

  /**
   * An intent that is not known to be sent.
   *
   * @param claim of the attempt that got stuck
   */
  record Stuck(long id, UUID claim) {}
}
