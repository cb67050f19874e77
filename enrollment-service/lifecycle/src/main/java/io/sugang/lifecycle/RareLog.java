package io.sugang.lifecycle;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Warns of what happens thousands of times, once a second at most and with how often. */
public final class RareLog {

  private static final long BETWEEN = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong last = new AtomicLong(System.nanoTime() - BETWEEN);

  public RareLog(Logger log) {
    this.log = log;
  }

  /**
   * It happened once more.
   *
   * @param what it is, for the last of those that are counted
   */
  public void warn(String what) {
    count.incrementAndGet();
    long before = last.get();
    long now = System.nanoTime();
    if (now - before >= BETWEEN && last.compareAndSet(before, now)) {
      log.warnf("%s (times since the last such line: %d)", what, count.getAndSet(0));
    }
  }
}
