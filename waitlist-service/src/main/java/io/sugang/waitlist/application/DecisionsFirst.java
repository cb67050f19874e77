package io.sugang.waitlist.application;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets what can wait, wait while this worker decides; but not for ever. */
@ApplicationScoped
class DecisionsFirst {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private int inHand;

  /** A section is being worked off. */
  void begin() {
    lock.lock();
    try {
      inHand++;
    } finally {
      lock.unlock();
    }
  }

  /** It is done, for now. */
  void end() {
    lock.lock();
    try {
      inHand--;
      if (inHand == 0) {
        quiet.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until no section is being worked off, or the time is over. */
  void yieldFor(Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (inHand > 0 && left > 0) {
        left = quiet.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
