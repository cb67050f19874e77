package io.sugang.notification.application.send;

import io.sugang.notification.domain.Delivery;
import io.sugang.notification.domain.MailIntent;
import java.time.Instant;

/** Shows a request's mail in the trace that began with the student's call. */
public interface MailTraces {

  /**
   * Adds a mail to its request's trace, if that is recorded. Never fails.
   *
   * @param begun when the mail was claimed
   */
  void handedOver(MailIntent intent, Delivery delivery, Instant begun);
}
