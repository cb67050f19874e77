package io.sugang.waitlist.application.outbox;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Hands mail intents over again whose message got lost or became a dead letter. */
@ApplicationScoped
public class OutboxReclaimer {

  private static final Logger LOG = Logger.getLogger(OutboxReclaimer.class);

  private final Outbox outbox;
  private final OutboxSender sender;
  private final WaitlistConfig config;
  private final Clock clock;

  public OutboxReclaimer(Outbox outbox, OutboxSender sender, WaitlistConfig config, Clock clock) {
    this.outbox = outbox;
    this.sender = sender;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(
      every = "60s",
      delayed = "30s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  public void reclaim() {
    int reclaimed = outbox.reclaim(clock.instant().minus(config.outboxReclaim()), clock.instant());
    if (reclaimed > 0) {
      LOG.warnf("%d mail intents were handed over but not taken up; once more", reclaimed);
      sender.wake();
    }
  }
}
