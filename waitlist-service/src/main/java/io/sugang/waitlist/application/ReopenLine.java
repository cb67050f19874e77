package io.sugang.waitlist.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/**
 * Opens the line when it is closed: at the very first start, and after Redis was restarted,
 * promoted, emptied, or lost a part of what it held; and lines of new sections.
 *
 * <p>A line that lost something is closed for everybody at once. What is still in the queue must be
 * in the journal first, or it would lose its turn and its receipt. So a line that was open before
 * is reopened only when the queue was found empty twice in a row. Then the epoch is raised, line
 * and receipts are rebuilt from the journal, and the scripts are loaded: from that moment everybody
 * can join again.
 */
@ApplicationScoped
class ReopenLine {

  private static final Logger LOG = Logger.getLogger(ReopenLine.class);
  private static final int QUIET_LOOKS = 2;
  private static final int PATIENT_FAILURES = 10;
  private static final int LOOKS_BETWEEN_FAILURES = 60;

  private final LineRebuild rebuild;
  private final EpochBook epochs;
  private final RequestBacklog backlog;
  private final Book book;
  private final SectionDesk desk;
  private final WaitlistMeters meters;
  private final WaitlistConfig config;
  private final Clock clock;
  private long closedEpoch = -1;
  private int quietLooks;
  private int failures;
  private int skippedLooks;

  ReopenLine(
      LineRebuild rebuild,
      EpochBook epochs,
      RequestBacklog backlog,
      Book book,
      SectionDesk desk,
      WaitlistMeters meters,
      WaitlistConfig config,
      Clock clock) {
    this.rebuild = rebuild;
    this.epochs = epochs;
    this.backlog = backlog;
    this.book = book;
    this.desk = desk;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
  }

  @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  @RunOnVirtualThread
  void look() {
    try {
      EpochBook.Present present = epochs.present();
      if (rebuild.isOpen(present)) {
        quietLooks = 0;
        failures = 0;
        openNew(present);
      } else if (!isBackingOff()) {
        close(present.epoch());
        if (!mustWaitForQueue(present.epoch())) {
          reopen();
        }
      }
    } catch (RuntimeException e) {
      LOG.warnf("the line is closed and can't be reopened yet: %s", e.getMessage());
    }
  }

  private boolean isOpen() {
    return rebuild.isOpen(epochs.present());
  }

  /** Sections that the office added since the line was opened. */
  private void openNew(EpochBook.Present present) {
    if (!present.unopened().isEmpty()) {
      var unused =
          epochs.whileCurrent(
              present.epoch(), hold -> open(epochs.present().unopened(), present.epoch(), hold));
    }
  }

  /** A rebuild that fails again and again must not use up the epochs: 8,191 have to last. */
  private boolean isBackingOff() {
    return failures > PATIENT_FAILURES && ++skippedLooks % LOOKS_BETWEEN_FAILURES != 0;
  }

  /** Once an epoch: what lost data may have scripts still, by which some could go on. */
  private void close(long epoch) {
    if (closedEpoch == epoch) {
      return;
    }
    var unused =
        epochs.whileCurrent(
            epoch,
            _ -> {
              if (!isOpen()) {
                rebuild.close();
                closedEpoch = epoch;
                LOG.warnf("the line is closed until it is rebuilt; its epoch was %d", epoch);
              }
            });
  }

  private boolean mustWaitForQueue(long epoch) {
    if (epoch == 0) {
      return false;
    }
    quietLooks = backlog.isEmpty() ? quietLooks + 1 : 0;
    return quietLooks < QUIET_LOOKS;
  }

  private void reopen() {
    // One worker at a time. Whoever comes second finds the line open.
    OptionalLong raised = epochs.raiseUnless(this::isOpen, clock.instant());
    if (raised.isEmpty()) {
      return;
    }
    long epoch = raised.getAsLong();
    // Until it is done.
    failures++;
    boolean done = epochs.whileCurrent(epoch, hold -> rebuildAndOpen(epoch, hold));
    quietLooks = 0;
    if (done) {
      failures = 0;
      meters.lineReopened();
      LOG.infof("the line is open, epoch %d", epoch);
      book.waitingSince(Instant.MAX).forEach(desk::wake);
    }
  }

  private void rebuildAndOpen(long epoch, EpochBook.Hold hold) {
    rebuild.close();
    open(epochs.present().unopened(), epoch, hold);
    hold.goOn();
    rebuild.open(epoch);
    if (!isOpen()) {
      // Redis lost what was just written.
      rebuild.close();
      throw new IllegalStateException("Redis lost data while the line was rebuilt");
    }
  }

  private void open(List<SectionId> sections, long epoch, EpochBook.Hold hold) {
    epochs.opening(sections, epoch);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int from = 0; from < sections.size(); from += config.parallelBatches()) {
        hold.goOn();
        List<Future<?>> opened = new ArrayList<>();
        for (SectionId section :
            sections.subList(from, Math.min(sections.size(), from + config.parallelBatches()))) {
          opened.add(
              threads.submit(
                  () -> rebuild.section(section, epochs.journalOf(section), epoch, hold::goOn)));
        }
        for (Future<?> one : opened) {
          one.get();
        }
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
