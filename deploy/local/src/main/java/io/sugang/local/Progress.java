package io.sugang.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells the person who waits what has been done, with the seconds it took since the start. */
public final class Progress {

  private final PrintStream out;
  private final long startedAt = System.nanoTime();

  public Progress(PrintStream out) {
    this.out = out;
  }

  /** One step is done. */
  public void done(String step) {
    out.printf(Locale.ROOT, "  %5.1f s  %s%n", elapsed().toMillis() / 1000.0, step);
    out.flush();
  }

  /** Time since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }
}
