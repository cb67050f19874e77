package io.sugang.gateway.inbound.http.connection;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Says once a second at most that something happens again and again, and how often. */
final class RareLog {

  private static final long BETWEEN = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong count = new AtomicLong();
  private final AtomicLong last = new AtomicLong(System.nanoTime() - BETWEEN);

  void log(Logger log, String message) {
    count.incrementAndGet();
    long before = last.get();
    long now = System.nanoTime();
    if (now - before >= BETWEEN && last.compareAndSet(before, now)) {
      log.warnf(message, count.getAndSet(0));
    }
  }
}
