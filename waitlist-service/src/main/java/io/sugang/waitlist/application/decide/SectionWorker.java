package io.sugang.waitlist.application.decide;

import io.quarkus.runtime.ShutdownEvent;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Works sections off: one batch in flight per section, several sections at a time. Whoever has
 * reason to believe that somebody waits in a section wakes it; waking one too often costs a look.
 */
@ApplicationScoped
public class SectionWorker {

  private static final Logger LOG = Logger.getLogger(SectionWorker.class);

  private enum Work {
    RUNNING,
    RUNNING_AND_WOKEN
  }

  private final BatchRunner batches;
  private final BackgroundYield backgroundYield;
  private final WaitlistConfig config;
  private final ConcurrentMap<SectionId, Work> inHand = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore permits;
  private volatile boolean closing;

  SectionWorker(BatchRunner batches, BackgroundYield backgroundYield, WaitlistConfig config) {
    this.batches = batches;
    this.backgroundYield = backgroundYield;
    this.config = config;
    this.permits = new Semaphore(config.parallelBatches());
  }

  /** Has a section looked at soon. */
  public void wake(SectionId section) {
    if (closing) {
      return;
    }
    Work work =
        inHand.compute(
            section, (_, before) -> before == null ? Work.RUNNING : Work.RUNNING_AND_WOKEN);
    if (work == Work.RUNNING) {
      threads.execute(() -> work(section));
    }
  }

  private void work(SectionId section) {
    Duration pause = config.failureRetry();
    backgroundYield.begin();
    try {
      pause = workOff(section);
      // Woken meanwhile: whoever woke us may have brought a request that we did not see.
      while (!closing && pause.isZero() && isWokenAgain(section)) {
        pause = workOff(section);
      }
    } finally {
      backgroundYield.end();
      // Whatever went wrong, the section must not stay in hand for ever.
      if (!pause.isZero()) {
        pause(pause);
        inHand.remove(section);
        wake(section);
      }
    }
  }

  private boolean isWokenAgain(SectionId section) {
    return inHand.computeIfPresent(
            section, (_, work) -> work == Work.RUNNING_AND_WOKEN ? Work.RUNNING : null)
        != null;
  }

  /**
   * Decides batches until nobody waits.
   *
   * @return how long to leave the section alone before it is looked at again; zero: it is done
   */
  private Duration workOff(SectionId section) {
    while (!closing) {
      switch (oneBatch(section)) {
        case BatchRunner.Next.Again _ -> {}
        case BatchRunner.Next.Rest _ -> {
          return Duration.ZERO;
        }
        case BatchRunner.Next.Later(var pause) -> {
          return pause;
        }
      }
    }
    return Duration.ZERO;
  }

  private BatchRunner.Next oneBatch(SectionId section) {
    permits.acquireUninterruptibly();
    try {
      return batches.run(section);
    } finally {
      permits.release();
    }
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins no more batches and waits for those in hand. */
  void close(@Observes @Priority(200) ShutdownEvent event) throws InterruptedException {
    closing = true;
    threads.shutdown();
    if (!threads.awaitTermination(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("batches in hand did not end in time; their transactions are taken back");
      threads.shutdownNow();
    }
  }
}
