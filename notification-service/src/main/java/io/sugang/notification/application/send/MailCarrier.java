package io.sugang.notification.application.send;

import io.sugang.notification.domain.Delivery;
import io.sugang.notification.domain.Mail;

/** Hands mails to the mail service. */
public interface MailCarrier {

  /**
   * Hands one mail over.
   *
   * @param tag the intent's id, which the mail service repeats in its feedback
   */
  Delivery send(Mail mail, long tag);
}
