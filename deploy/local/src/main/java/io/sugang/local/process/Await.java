package io.sugang.local.process;

import io.sugang.local.LocalSystemException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for another process to come to the point where it answers. */
public final class Await {

  private static final Duration INTERVAL = Duration.ofMillis(50);

  private Await() {}

  /** Something that may not work yet. */
  @FunctionalInterface
  public interface Attempt {
    /** Returns whether it worked; an exception means "not yet" as well. */
    boolean works() throws Exception;
  }

  /**
   * Tries until it works.
   *
   * @throws LocalSystemException if the process ends first, or the time is over
   */
  public static void until(ChildProcess process, Duration patience, Attempt attempt) {
    long deadline = System.nanoTime() + patience.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      process.requireAlive();
      try {
        if (attempt.works()) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LocalSystemException("interrupted", e);
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
    throw new LocalSystemException(
        "%s was not ready within %d s. The end of its log (%s):%n%s"
            .formatted(process.name(), patience.toSeconds(), process.log(), process.tail()),
        last);
  }
}
