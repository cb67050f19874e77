package io.sugang.notification.application.operate;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether operators hold mail up, as this notifier knows. Until it knows, none is sent. */
@ApplicationScoped
public class MailPause {

  private final CountDownLatch known = new CountDownLatch(1);
  private volatile boolean isPaused = true;

  /** Whether mails may be sent. Waits for so long if nobody knows yet. */
  public boolean maySend(Duration patience) {
    try {
      return known.await(patience.toMillis(), TimeUnit.MILLISECONDS) && !isPaused;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Notes what is so from now on. */
  void note(boolean pausedNow) {
    isPaused = pausedNow;
    known.countDown();
  }
}
