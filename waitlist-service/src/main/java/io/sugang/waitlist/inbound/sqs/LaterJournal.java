package io.sugang.waitlist.inbound.sqs;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;

/**
 * What was received and is journaled a little later, on a thread of its own: most of it is decided
 * meanwhile, and then needs no row of its own first.
 *
 * @param <T> what is received
 */
final class LaterJournal<T> {

  /** More is not held; whoever brings more waits. */
  private static final int HELD = 20_000;

  /** Parts are taken together until they have so many requests. */
  private static final int TAKEN = 5_000;

  private final ToIntFunction<T> requests;
  private final long after;
  private final long behind;
  private final long together;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Part<T>> parts = new ArrayDeque<>();
  private int held;
  private boolean isHurried;

  private record Part<T>(List<T> received, int requests, long since) {}

  /**
   * @param requests how many something has
   * @param after how long a part waits; it is taken along up to a third sooner
   * @param behind whoever brings more, while a part waits for so long, waits for it
   */
  LaterJournal(ToIntFunction<T> requests, Duration after, Duration behind) {
    this.requests = requests;
    this.after = after.toNanos();
    this.behind = behind.toNanos();
    this.together = this.after / 3;
  }

  /** Takes a part. Waits while the journal is behind. */
  void put(List<T> received) throws InterruptedException {
    var part = new Part<>(received, received.stream().mapToInt(requests).sum(), System.nanoTime());
    lock.lockInterruptibly();
    try {
      while (!parts.isEmpty() && (held >= HELD || isBehind())) {
        var unused = changed.awaitNanos(behind);
      }
      parts.addLast(part);
      held += part.requests();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a part has waited for long enough, and returns it with others that nearly have. */
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
      int taken = 0;
      while (!parts.isEmpty() && untilDue() <= together && taken < TAKEN) {
        Part<T> part = parts.removeFirst();
        due.addAll(part.received());
        taken += part.requests();
      }
      held -= taken;
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

  /** How many requests wait. */
  int held() {
    lock.lock();
    try {
      return held;
    } finally {
      lock.unlock();
    }
  }

  private boolean isBehind() {
    return System.nanoTime() - parts.peekFirst().since() > behind;
  }

  private long untilDue() {
    return isHurried ? 0 : parts.peekFirst().since() + after - System.nanoTime();
  }
}
