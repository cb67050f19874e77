package io.sugang.waitlist.application.background;

import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets what can wait, wait while this worker decides; but not for ever. */
@Singleton
public class BackgroundYield {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final long quiet;
  private int inHand;
  private long lastEnd;

  public BackgroundYield(WaitlistConfig config) {
    // A pause between two batches is not the end of a rush.
    this.quiet = config.quietAfter().toNanos();
    this.lastEnd = System.nanoTime() - quiet;
  }

  /** A section is being worked off. */
  public void begin() {
    lock.lock();
    try {
      inHand++;
    } finally {
      lock.unlock();
    }
  }

  /** It is done, for now. */
  public void end() {
    lock.lock();
    try {
      inHand--;
      lastEnd = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no section was worked off for a while, or the time is over. */
  public void yieldFor(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      for (long wait = untilQuiet(); wait > 0; wait = untilQuiet()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        var unused = changed.awaitNanos(Math.min(wait, left));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether a section is being worked off, or one was a moment ago. */
  public boolean isBusy() {
    lock.lock();
    try {
      return untilQuiet() > 0;
    } finally {
      lock.unlock();
    }
  }

  /** Nanoseconds until it has been quiet for long enough, if nothing begins; 0 or less: it has. */
  private long untilQuiet() {
    return inHand > 0 ? Long.MAX_VALUE : lastEnd + quiet - System.nanoTime();
  }
}
