package io.sugang.lifecycle.queue;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Messages that were received and not acknowledged yet. */
final class InHand {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition empty = lock.newCondition();
  private final Set<Delivery<?>> deliveries = new HashSet<>();

  void add(Collection<? extends Delivery<?>> some) {
    lock.lock();
    try {
      deliveries.addAll(some);
    } finally {
      lock.unlock();
    }
  }

  /** They are acknowledged, or given up. */
  void remove(Collection<? extends Delivery<?>> some) {
    lock.lock();
    try {
      some.forEach(deliveries::remove);
      if (deliveries.isEmpty()) {
        empty.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there are none; false: not in time. */
  boolean awaitNone(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (!deliveries.isEmpty()) {
        if (left <= 0) {
          return false;
        }
        left = empty.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
