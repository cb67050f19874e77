package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.SectionId;
import io.sugang.lifecycle.Duty;
import io.sugang.waitlist.application.Pauses;
import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.application.fleet.Fleet;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Works sections off: one batch in flight per section, several sections at a time. Whoever has
 * reason to believe that somebody waits in a section wakes it; waking one too often costs a look.
 */
@Singleton
@Priority(200)
public class SectionWorker implements Duty {

  private enum Work {
    RUNNING,
    RUNNING_AND_WOKEN
  }

  private final BatchRunner batches;
  private final Fleet fleet;
  private final BackgroundYield backgroundYield;
  private final Pauses pauses;
  private final WaitlistConfig config;
  private final ConcurrentMap<SectionId, Work> inHand = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore permits;
  private final Set<SectionId> postponed = ConcurrentHashMap.newKeySet();
  private volatile boolean isPaused;
  private volatile boolean isStopping;

  SectionWorker(
      BatchRunner batches,
      Fleet fleet,
      BackgroundYield backgroundYield,
      Pauses pauses,
      WaitlistConfig config) {
    this.batches = batches;
    this.fleet = fleet;
    this.backgroundYield = backgroundYield;
    this.pauses = pauses;
    this.config = config;
    this.permits = new Semaphore(config.parallelBatches());
    fleet.listen(this::take);
  }

  /** Has sections looked at soon, by the workers that prefer them. */
  public void share(Collection<SectionId> sections) {
    fleet.share(sections, this::wake);
  }

  private boolean take(List<SectionId> sections) {
    boolean takes = !isPaused && !isStopping;
    if (takes) {
      sections.forEach(this::wake);
    }
    return takes;
  }

  /** Has a section looked at soon, by this worker; one that is held up, when it is let go on. */
  public void wake(SectionId section) {
    if (isPaused) {
      postponed.add(section);
    } else if (!isStopping) {
      begin(section);
    }
    if (!isPaused) {
      // Resumed meanwhile.
      wakePostponed();
    }
  }

  private void wakePostponed() {
    for (SectionId section : List.copyOf(postponed)) {
      // Taken out first: whoever wakes it again meanwhile is heard.
      if (postponed.remove(section)) {
        begin(section);
      }
    }
  }

  private void begin(SectionId section) {
    Work work =
        inHand.compute(
            section, (_, before) -> before == null ? Work.RUNNING : Work.RUNNING_AND_WOKEN);
    if (work == Work.RUNNING) {
      try {
        threads.execute(() -> work(section));
      } catch (RuntimeException | Error e) {
        inHand.remove(section);
        throw e;
      }
    }
  }

  private void work(SectionId section) {
    Duration pause = config.failureRetry();
    backgroundYield.begin();
    try {
      Duration done = workOff(section);
      // Woken meanwhile: whoever woke us may have brought a request that we did not see.
      while (!isStopping && done.isZero() && isWokenAgain(section)) {
        done = workOff(section);
      }
      pause = done;
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
    while (!isStopping && !isPaused) {
      switch (oneBatch(section)) {
        case BatchRunner.Next.Again _ -> {
          if (isPassedOn(section)) {
            return Duration.ZERO;
          }
        }
        // A batch costs much the same whatever it holds. Who comes alone is never late: nobody was
        // before them.
        case BatchRunner.Next.Soon(var batch) -> {
          if (isPassedOn(section)) {
            return Duration.ZERO;
          }
          pause(pace(batch));
        }
        case BatchRunner.Next.Rest _ -> {
          return Duration.ZERO;
        }
        case BatchRunner.Next.Later(var pause) -> {
          return pause;
        }
      }
    }
    return isStopping ? Duration.ZERO : config.failureRetry();
  }

  /** What nobody took at first, its worker may take by now. */
  private boolean isPassedOn(SectionId section) {
    boolean isOthers = !fleet.isMine(section);
    if (isOthers) {
      share(List.of(section));
    }
    return isOthers;
  }

  private BatchRunner.Next oneBatch(SectionId section) {
    permits.acquireUninterruptibly();
    try {
      return pauses.mayDecide(section)
          ? batches.run(section, this::share)
          : new BatchRunner.Next.Rest();
    } finally {
      permits.release();
    }
  }

  /**
   * The more sections are busy, here and presumably at the other workers, the longer each is left
   * alone: fewer and larger batches then help everybody. So does it if batches are slow.
   */
  private Duration pace(Duration batch) {
    Duration forAll =
        config.batchPacePerSection().multipliedBy((long) inHand.size() * fleet.size());
    Duration wanted = batch.compareTo(forAll) > 0 ? batch : forAll;
    Duration least = config.batchPace();
    Duration most = config.batchPaceMost();
    return wanted.compareTo(least) < 0 ? least : wanted.compareTo(most) > 0 ? most : wanted;
  }

  private static void pause(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(pause.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String name() {
    return "decide";
  }

  /** Whoever wakes a section begins. */
  @Override
  public void start() {}

  @Override
  public void pause() {
    isPaused = true;
  }

  @Override
  public void resume() {
    isPaused = false;
    wakePostponed();
  }

  @Override
  public void stopSoon() {
    isStopping = true;
    threads.shutdown();
  }

  /** What is broken off is taken back by the database. */
  @Override
  public boolean stop(Duration patience) throws InterruptedException {
    stopSoon();
    if (threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    var unused = threads.shutdownNow();
    return false;
  }
}
