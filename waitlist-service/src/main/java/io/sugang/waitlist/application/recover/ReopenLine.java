package io.sugang.waitlist.application.recover;

import io.sugang.lifecycle.RecurringDuty;
import io.sugang.waitlist.application.WaitlistMeters;
import io.sugang.waitlist.application.decide.BatchRunner;
import io.sugang.waitlist.application.decide.SectionStore;
import io.sugang.waitlist.application.decide.SectionWorker;
import io.sugang.waitlist.application.recover.EpochStore.SectionLine;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Opens the line when it is closed: at the very first start, and after Redis was restarted,
 * promoted, emptied, or lost a part of what it held; and lines of new sections.
 *
 * <p>A line that lost something is closed for everybody at once. What is still in the queue must be
 * in the journal first, or it would lose its turn and its receipt. So a line that was open before
 * is reopened only when the queue was found empty for a while. Then the epoch is raised, line and
 * receipts are rebuilt from the journal, and the scripts are loaded: from that moment everybody can
 * join again. Earlier decisions follow, by {@link RestoreDecisions}.
 */
@Singleton
class ReopenLine extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(ReopenLine.class);
  private static final int LOOKS_UNTIL_QUIET = 5;
  private static final int LOOKS_AT_THE_QUEUE = 50;
  private static final int PATIENT_FAILURES = 10;
  private static final int LOOKS_BETWEEN_FAILURES = 60;

  private final LineRebuild rebuild;
  private final EpochStore epochs;
  private final RequestBacklog backlog;
  private final SectionStore sectionStore;
  private final SectionWorker worker;
  private final BatchRunner batches;
  private final RestoreDecisions decisions;
  private final WaitlistMeters meters;
  private final WaitlistConfig config;
  private final Clock clock;
  private long closedEpoch = -1;
  private int failures;
  private int skippedLooks;
  private boolean wasOpen;
  private boolean isFoundClosed;
  private long closedSince;
  private long lookedAt;

  ReopenLine(
      LineRebuild rebuild,
      EpochStore epochs,
      RequestBacklog backlog,
      SectionStore sectionStore,
      SectionWorker worker,
      BatchRunner batches,
      RestoreDecisions decisions,
      WaitlistMeters meters,
      WaitlistConfig config,
      Clock clock) {
    super("reopen-line", config.reopenInterval());
    this.rebuild = rebuild;
    this.epochs = epochs;
    this.backlog = backlog;
    this.sectionStore = sectionStore;
    this.worker = worker;
    this.batches = batches;
    this.decisions = decisions;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
  }

  @Override
  protected void round() throws InterruptedException {
    if (isAsBefore()) {
      return;
    }
    wasOpen = false;
    EpochStore.Present present = epochs.present();
    LineRebuild.State state = rebuild.look(present);
    lookedAt = System.nanoTime();
    wasOpen = state.isOpen() && state.unrestored().isEmpty();
    batches.lineWasFound(state.isOpen());
    noteSince(state.isOpen());
    if (state.isOpen()) {
      failures = 0;
      openNew(present);
      decisions.begin(state.unrestored(), present.epoch());
    } else if (!isBackingOff()) {
      close(present.epoch());
      if (present.epoch() == 0 || isQueueQuiet()) {
        reopen();
      }
    }
  }

  private void noteSince(boolean isOpen) {
    if (!isOpen && !isFoundClosed) {
      closedSince = System.nanoTime();
    }
    isFoundClosed = !isOpen;
  }

  /** Whether gateways have given up what they were publishing when the line was closed. */
  private boolean hasAllArrived() {
    return System.nanoTime() - closedSince >= config.reopenAfter().toNanos();
  }

  /**
   * A look at every section costs Redis and the database a command each; in between a glance must
   * do. Who finds a line that lost data in between finds it closed, and says so.
   */
  private boolean isAsBefore() {
    if (!wasOpen
        || batches.isLineClosed()
        || System.nanoTime() - lookedAt >= config.lineLookInterval().toNanos()) {
      return false;
    }
    long epoch = epochs.current();
    return rebuild.hasScripts(epoch) && !epochs.hasUnopened(epoch);
  }

  /** Each time: whoever looks into the log wants to know why nobody can join. */
  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.warnf("the line is closed and can't be reopened yet: %s", failure.getMessage());
  }

  private boolean isOpen() {
    return rebuild.isOpen(epochs.present());
  }

  /** Sections that were added since the line was opened. */
  private void openNew(EpochStore.Present present) {
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

  /** Looks at the queue until it was empty for long enough; false: it is not, for a good while. */
  private boolean isQueueQuiet() throws InterruptedException {
    int quietLooks = 0;
    for (int look = 0; look < LOOKS_AT_THE_QUEUE && !isStopping(); look++) {
      quietLooks = backlog.isEmpty() ? quietLooks + 1 : 0;
      if (quietLooks > LOOKS_UNTIL_QUIET && hasAllArrived()) {
        return true;
      }
      TimeUnit.NANOSECONDS.sleep(config.reopenQuiet().toNanos() / LOOKS_UNTIL_QUIET);
    }
    return false;
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
    if (done) {
      failures = 0;
      meters.lineReopened();
      LOG.infof("the line is open, epoch %d", epoch);
      worker.share(sectionStore.waitingSince(Instant.MAX));
    }
  }

  private void rebuildAndOpen(long epoch, EpochStore.Hold hold) {
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

  private void open(List<SectionLine> sections, long epoch, EpochStore.Hold hold) {
    epochs.opening(sections.stream().map(SectionLine::section).toList(), epoch);
    var threads =
        Executors.newFixedThreadPool(config.parallelBatches(), Thread.ofVirtual().factory());
    try (threads) {
      List<Future<?>> written = new ArrayList<>();
      for (int from = 0; from < sections.size(); from += config.reopenTogether()) {
        List<SectionLine> some =
            sections.subList(from, Math.min(sections.size(), from + config.reopenTogether()));
        written.add(threads.submit(() -> rebuild.write(epochs.openings(some), epoch, hold::goOn)));
      }
      for (Future<?> one : written) {
        one.get();
      }
    } catch (ExecutionException e) {
      // What was begun finds the epoch lost.
      threads.shutdownNow();
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
