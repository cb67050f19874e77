package io.sugang.waitlist.inbound.sqs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was received and is journaled a little later, on a thread of its own: most of it is decided
 * meanwhile, and then needs no row of its own first.
 *
 * @param <T> what is received
 */
final class LaterJournal<T> {

  private final long after;
  private final long behind;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Part<T>> parts = new ArrayDeque<>();
  private boolean isHurried;

  private record Part<T>(List<T> received, long since) {}

  /**
   * @param after how long a part waits
   * @param behind whoever brings more, while a part waits for so long, waits for it
   */
  LaterJournal(Duration after, Duration behind) {
    this.after = after.toNanos();
    this.behind = behind.toNanos();
  }

  /** Takes a part. Waits while the journal is behind. */
  void put(List<T> received) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!parts.isEmpty() && System.nanoTime() - parts.peekFirst().since() > behind) {
        var unused = changed.awaitNanos(behind);
      }
      parts.addLast(new Part<>(received, System.nanoTime()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a part has waited for long enough, and returns it with all others that have. */
  List<T> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (parts.isEmpty() || untilDue() > 0) {
        if (parts.isEmpty()) {
          changed.await();
        } else {
          var unused = changed.awaitNanos(untilDue());
        }
      }
      var due = new ArrayList<T>();
      while (!parts.isEmpty() && untilDue() <= 0) {
        due.addAll(parts.removeFirst().received());
      }
      changed.signalAll();
      return due;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing waits any more: the process is about to end. */
  void hurry() {
    lock.lock();
    try {
      isHurried = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long untilDue() {
    return isHurried ? 0 : parts.peekFirst().since() + after - System.nanoTime();
  }
}
