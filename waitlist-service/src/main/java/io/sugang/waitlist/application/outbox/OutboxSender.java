package io.sugang.waitlist.application.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Hands mail intents to the notifiers, soon after they were committed. One thread, so that mail
 * yields to decisions.
 */
@ApplicationScoped
public class OutboxSender {

  private static final Logger LOG = Logger.getLogger(OutboxSender.class);

  /**
   * Looks without being woken this often: there may be room again, or another worker may have died
   * with intents to hand over.
   */
  private static final long LOOK_MILLIS = 250;

  private final Outbox outbox;
  private final Notifications notifications;
  private final BackgroundYield backgroundYield;
  private final WaitlistMeters meters;
  private final WaitlistConfig config;
  private final Clock clock;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean closing;
  private Thread thread;

  OutboxSender(
      Outbox outbox,
      Notifications notifications,
      BackgroundYield backgroundYield,
      WaitlistMeters meters,
      WaitlistConfig config,
      Clock clock) {
    this.outbox = outbox;
    this.notifications = notifications;
    this.backgroundYield = backgroundYield;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
  }

  /** There are new intents. */
  public void wake() {
    woken.release();
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofVirtual().name("outbox-sender").start(this::run);
  }

  private void run() {
    while (!closing) {
      try {
        if (woken.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          woken.drainPermits();
        }
        sendAll();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException | Error e) {
        LOG.warnf("mail intents stay where they are and are tried again: %s", e.getMessage());
      }
    }
  }

  private void sendAll() throws InterruptedException {
    int sent;
    do {
      backgroundYield.yieldFor(config.outboxYield());
      sent = outbox.handOver(config.outboxBatch(), clock.instant(), notifications::publish);
      meters.mailsQueued(sent);
    } while (sent == config.outboxBatch() && !closing);
  }

  void close(@Observes @Priority(300) ShutdownEvent event) throws InterruptedException {
    closing = true;
    wake();
    if (thread != null && !thread.join(config.drain())) {
      thread.interrupt();
    }
  }
}
