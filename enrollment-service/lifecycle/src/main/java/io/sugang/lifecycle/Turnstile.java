package io.sugang.lifecycle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets a duty's thread into its next round, and tells others how far it is. */
final class Turnstile {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean isWoken;
  private boolean isPaused;
  private boolean isStopped;
  private long begun;
  private long ended;

  /**
   * Waits until the next round is due: after a rest, or when woken, but not while paused.
   *
   * @return whether there is one; false: the duty ends
   */
  boolean awaitTurn(Duration rest) throws InterruptedException {
    lock.lock();
    try {
      long left = rest.toNanos();
      while (!isStopped && (isPaused || (!isWoken && left > 0))) {
        if (isPaused) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      isWoken = false;
      if (!isStopped) {
        begun++;
      }
      return !isStopped;
    } finally {
      lock.unlock();
    }
  }

  /** The round is over. */
  void leave() {
    change(() -> ended = begun);
  }

  void wake() {
    change(() -> isWoken = true);
  }

  void pause() {
    change(() -> isPaused = true);
  }

  void resume() {
    change(() -> isPaused = false);
  }

  void stop() {
    change(() -> isStopped = true);
  }

  boolean isStopped() {
    lock.lock();
    try {
      return isStopped;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a round that began after this call has ended; false: not in time. */
  boolean awaitRound(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    lock.lock();
    try {
      long wanted = begun + 1;
      isWoken = true;
      changed.signalAll();
      while (ended < wanted) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || isStopped) {
          return false;
        }
        var unused = changed.await(left, TimeUnit.NANOSECONDS);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
