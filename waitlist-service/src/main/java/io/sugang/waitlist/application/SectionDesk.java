package io.sugang.waitlist.application;

import io.quarkus.runtime.ShutdownEvent;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.Traceparent;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Decision;
import io.sugang.waitlist.domain.Outcome;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Works sections off: one batch in flight per section, several sections at a time. Whoever has
 * reason to believe that somebody waits in a section wakes it; waking one too often costs a look.
 */
@ApplicationScoped
public class SectionDesk {

  private static final Logger LOG = Logger.getLogger(SectionDesk.class);

  private enum Work {
    RUNNING,
    RUNNING_AND_WOKEN
  }

  private final AdmitBatch admitBatch;
  private final OutboxSender outbox;
  private final DecisionsFirst decisionsFirst;
  private final DeadLetters deadLetters;
  private final WaitlistMeters meters;
  private final DecisionTraces traces;
  private final Clock clock;
  private final WaitlistConfig config;
  private final ConcurrentMap<SectionId, Work> inHand = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places;
  private volatile boolean closing;

  SectionDesk(
      AdmitBatch admitBatch,
      OutboxSender outbox,
      DecisionsFirst decisionsFirst,
      DeadLetters deadLetters,
      WaitlistMeters meters,
      DecisionTraces traces,
      Clock clock,
      WaitlistConfig config) {
    this.admitBatch = admitBatch;
    this.outbox = outbox;
    this.decisionsFirst = decisionsFirst;
    this.deadLetters = deadLetters;
    this.meters = meters;
    this.traces = traces;
    this.clock = clock;
    this.config = config;
    this.places = new Semaphore(config.parallelBatches());
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
    decisionsFirst.begin();
    try {
      pause = workOff(section);
      // Woken meanwhile: whoever woke us may have brought a request that we did not see.
      while (!closing && pause.isZero() && isWokenAgain(section)) {
        pause = workOff(section);
      }
    } finally {
      decisionsFirst.end();
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
    int size = config.batchSize();
    while (!closing) {
      Instant begun = clock.instant();
      try {
        switch (oneBatch(section, size)) {
          case AdmitBatch.Result.Empty _ -> {
            return Duration.ZERO;
          }
          case AdmitBatch.Result.Busy _ -> {
            return Duration.ofMillis(
                ThreadLocalRandom.current().nextLong(1, config.busyRetry().toMillis() + 1));
          }
          case AdmitBatch.Result.Done(var outcome, boolean told) -> {
            record(section, outcome);
            traces.decided(outcome, begun);
            if (!told) {
              return config.failureRetry();
            }
            size = config.batchSize();
          }
        }
      } catch (Line.LineClosedException e) {
        // Reopening the line wakes every section with somebody waiting.
        return Duration.ZERO;
      } catch (Line.LineAwayException | Book.TryAgainException e) {
        LOG.warnf("batch of section %s: %s; it is tried again", section, e.getMessage());
        return config.failureRetry();
      } catch (Book.RefusedException e) {
        LOG.errorf("batch of section %s, up to %d requests: %s", section, size, e.getMessage());
        if (size == 0) {
          return config.failureRetry();
        }
        // Halve it until the request that does the harm stands alone, then take that one out.
        size = size / 2;
      } catch (RuntimeException e) {
        LOG.errorf(e, "batch of section %s failed; it is tried again", section);
        return config.failureRetry();
      }
    }
    return Duration.ZERO;
  }

  private AdmitBatch.Result oneBatch(SectionId section, int size) {
    places.acquireUninterruptibly();
    try {
      return meters.timeBatch(
          () -> size == 0 ? admitBatch.quarantineNext(section) : admitBatch.run(section, size));
    } finally {
      places.release();
    }
  }

  private void record(SectionId section, Outcome outcome) {
    meters.decided(outcome);
    if (!outcome.notices().isEmpty()) {
      outbox.wake();
    }
    for (Decided d : outcome.decided()) {
      if (d.decision() instanceof Decision.Quarantined(var reason)) {
        LOG.errorf(
            "section %s, number %s, request id %s: quarantined, %s",
            section, d.request().number(), Traceparent.traceId(d.request().traceparent()), reason);
        file(d.request(), reason);
      }
    }
  }

  /** The journal has it as quarantined in any case; the letter is what operators are woken by. */
  private void file(LineRequest request, String reason) {
    try {
      deadLetters.file(request, reason);
    } catch (RuntimeException e) {
      LOG.errorf(
          "section %s, number %s: quarantined without a dead letter: %s",
          request.section(), request.number(), e.getMessage());
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
