package io.sugang.notification.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.sugang.notification.config.NotificationConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Sends mails again whose fate nobody knows, after waiting for news of them. */
@ApplicationScoped
class UnstickMails {

  private static final Logger LOG = Logger.getLogger(UnstickMails.class);

  private final MailBook book;
  private final SendMail sendMail;
  private final NotificationConfig config;
  private final Clock clock;

  UnstickMails(MailBook book, SendMail sendMail, NotificationConfig config, Clock clock) {
    this.book = book;
    this.sendMail = sendMail;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(
      every = "60s",
      delayed = "20s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void unstick() {
    for (long id : book.stuckSince(clock.instant().minus(config.unknownAfter()))) {
      LOG.warnf("mail %d is sent once more, marked as a possible repetition", id);
      try {
        book.putBackDoubtful(id, clock.instant());
        if (!sendMail.send(id)) {
          // It is queued again, and handed over anew when nobody has taken it up for a while.
          LOG.infof("mail %d waits", id);
        }
      } catch (RuntimeException e) {
        LOG.errorf(e, "mail %d could not be sent once more", id);
      }
    }
  }
}
