package io.sugang.waitlist.application.outbox;

import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.application.Pauses;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Hands mail intents to the notifiers, soon after they were committed: whoever commits some wakes
 * it. One thread, so that mail yields to decisions.
 */
@Singleton
@Priority(100)
public class OutboxSender extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(OutboxSender.class);

  /** Of some dozens of batches each. */
  private static final int EXPANSIONS_AT_ONCE = 50;

  private final Outbox outbox;
  private final Notifications notifications;
  private final BackgroundYield backgroundYield;
  private final Pauses pauses;
  private final WaitlistMeters meters;
  private final WaitlistConfig config;
  private final Clock clock;

  OutboxSender(
      Outbox outbox,
      Notifications notifications,
      BackgroundYield backgroundYield,
      Pauses pauses,
      WaitlistMeters meters,
      WaitlistConfig config,
      Clock clock) {
    super("send-outbox", config.outboxInterval());
    this.outbox = outbox;
    this.notifications = notifications;
    this.backgroundYield = backgroundYield;
    this.pauses = pauses;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
  }

  @Override
  protected void round() throws InterruptedException {
    boolean isMore = pauses.mayMail();
    while (isMore && !isStopping()) {
      backgroundYield.yieldFor(config.outboxYield());
      isMore = expandSome();
      int sent = outbox.handOver(config.outboxBatch(), clock.instant(), notifications::publish);
      meters.mailsQueued(sent);
      isMore |= sent == config.outboxBatch();
      isMore &= pauses.mayMail();
    }
  }

  /** Many, so that what was decided is there to be seen; not all, so that mails go on. */
  private boolean expandSome() {
    for (int i = 0; i < EXPANSIONS_AT_ONCE; i++) {
      if (isStopping() || outbox.expand() == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "mail intents stay where they are and are tried again: %s",
        failure.getMessage());
  }
}
