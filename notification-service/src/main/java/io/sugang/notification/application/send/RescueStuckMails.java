package io.sugang.notification.application.send;

import io.sugang.lifecycle.RecurringDuty;
import io.sugang.notification.application.send.MailStore.Stuck;
import io.sugang.notification.config.NotificationConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Sends mails again whose fate nobody knows, after waiting for news of them. Only what two looks in
 * a row found stuck: after a long outage of the database, notifiers that still know what became of
 * their mails have the time between to say so.
 */
@Singleton
class RescueStuckMails extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(RescueStuckMails.class);

  private final MailStore mails;
  private final SendMail sendMail;
  private final NotificationConfig config;
  private final Clock clock;
  private Set<Stuck> foundBefore = Set.of();

  RescueStuckMails(MailStore mails, SendMail sendMail, NotificationConfig config, Clock clock) {
    super("rescue-stuck-mails", config.rescueInterval(), config.rescueInterval());
    this.mails = mails;
    this.sendMail = sendMail;
    this.config = config;
    this.clock = clock;
  }

  @Override
  protected void round() {
    Set<Stuck> found = Set.copyOf(mails.stuckSince(clock.instant().minus(config.unknownAfter())));
    found.stream().filter(foundBefore::contains).forEach(this::sendAgain);
    foundBefore = found;
  }

  private void sendAgain(Stuck mail) {
    LOG.warnf("mail %d is sent once more, marked as a possible repetition", mail.id());
    try {
      mails.releaseUncertain(mail, clock.instant());
      if (!sendMail.send(mail.id())) {
        // It is queued again, and handed over anew when nobody has taken it up for a while.
        LOG.infof("mail %d waits", mail.id());
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "mail %d could not be sent once more", mail.id());
    }
  }
}
