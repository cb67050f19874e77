package io.sugang.waitlist.application.outbox;

import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Hands mail intents over again whose message got lost or became a dead letter. */
@Singleton
public class OutboxReclaimer extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(OutboxReclaimer.class);

  private final Outbox outbox;
  private final OutboxSender sender;
  private final WaitlistConfig config;
  private final Clock clock;

  public OutboxReclaimer(Outbox outbox, OutboxSender sender, WaitlistConfig config, Clock clock) {
    super("reclaim-outbox", config.outboxReclaimInterval(), config.outboxReclaimInterval());
    this.outbox = outbox;
    this.sender = sender;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public void round() {
    int reclaimed = outbox.reclaim(clock.instant().minus(config.outboxReclaim()), clock.instant());
    if (reclaimed > 0) {
      LOG.warnf("%d mail intents were handed over but not claimed; once more", reclaimed);
      sender.wake();
    }
  }
}
