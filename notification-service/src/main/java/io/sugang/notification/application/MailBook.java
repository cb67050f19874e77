package io.sugang.notification.application;

import io.sugang.notification.domain.MailIntent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Mail intents: {@code queued → sending → sent | failed}. Every step is a compare-and-set. */
public interface MailBook {

  /** Takes a queued intent up for sending; empty if somebody else did, or it is done. */
  Optional<MailIntent> takeUp(long id, Instant now);

  /** It is sent. */
  void sent(long id, String messageId, Instant now);

  /** It goes back to the queued ones: it was certainly not sent. */
  void putBack(long id, Instant now);

  /** It goes back to the queued ones, and may have been sent before. */
  void putBackDoubtful(long id, Instant now);

  /** It can't be sent. */
  void failed(long id, String reason, Instant now);

  /**
   * Intents that have been "sending" since before an instant: their notifier died, or SES's answer
   * got lost.
   */
  List<Long> stuckSince(Instant before);
}
