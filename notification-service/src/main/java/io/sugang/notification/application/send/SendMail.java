package io.sugang.notification.application.send;

import io.micrometer.core.instrument.MeterRegistry;
import io.sugang.notification.application.NotificationMetric;
import io.sugang.notification.application.operate.MailPause;
import io.sugang.notification.config.NotificationConfig;
import io.sugang.notification.domain.Delivery;
import io.sugang.notification.domain.Mail;
import io.sugang.notification.domain.MailIntent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sends the mail of one intent, once.
 *
 * <p>The crash window: a notifier that dies, or loses SES's answer, between handing over and noting
 * it leaves the intent "sending". It is sent again after a while, marked as a possible repetition;
 * see {@link RescueStuckMails}.
 */
@ApplicationScoped
public class SendMail {

  private static final Logger LOG = Logger.getLogger(SendMail.class);

  private final MailStore mails;
  private final Letter letter;
  private final MailCarrier carrier;
  private final MailTraces traces;
  private final MailPause pause;
  private final NotificationConfig config;
  private final MeterRegistry meters;
  private final Clock clock;

  SendMail(
      MailStore mails,
      Letter letter,
      MailCarrier carrier,
      MailTraces traces,
      MailPause pause,
      NotificationConfig config,
      MeterRegistry meters,
      Clock clock) {
    this.mails = mails;
    this.letter = letter;
    this.carrier = carrier;
    this.traces = traces;
    this.pause = pause;
    this.config = config;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Sends the mail if it is still to be sent, and operators don't hold mail up.
   *
   * @return whether the intent is off our hands; false: its message should come again later
   */
  public boolean send(long id) {
    if (!pause.maySend(config.databaseTimeout())) {
      return false;
    }
    Instant begun = clock.instant();
    UUID claim = UUID.randomUUID();
    Optional<MailIntent> taken = mails.claim(id, claim, begun);
    if (taken.isEmpty()) {
      return true;
    }
    Delivery delivery = deliver(taken.get());
    meters.counter(NotificationMetric.MAILS.id(), "delivery", delivery.wireName()).increment();
    boolean isDone = record(id, claim, delivery);
    traces.handedOver(taken.get(), delivery, begun);
    return isDone;
  }

  /** The same, though the mail may have failed: an operator wants it sent after all. */
  public boolean sendFailed(long id) {
    mails.retryFailed(id, clock.instant());
    return send(id);
  }

  private Delivery deliver(MailIntent intent) {
    Mail mail;
    try {
      mail = letter.write(intent);
    } catch (RuntimeException e) {
      LOG.errorf(e, "mail %d can't be written", intent.id());
      return new Delivery.Rejected("the mail can't be written");
    }
    return carrier.send(mail, intent.id());
  }

  private boolean record(long id, UUID claim, Delivery delivery) {
    return switch (delivery) {
      case Delivery.Sent(var messageId) -> {
        mails.sent(id, claim, messageId, clock.instant());
        yield true;
      }
      case Delivery.NotNow(var reason) -> {
        LOG.warnf("mail %d waits: %s", id, reason);
        mails.release(id, claim, clock.instant());
        yield false;
      }
      case Delivery.Rejected(var reason) -> {
        LOG.errorf("mail %d can't be sent: %s", id, reason);
        mails.failed(id, claim, reason, clock.instant());
        yield true;
      }
      case Delivery.Unknown(var reason) -> {
        LOG.warnf("mail %d may or may not have been sent: %s", id, reason);
        yield true;
      }
    };
  }
}
