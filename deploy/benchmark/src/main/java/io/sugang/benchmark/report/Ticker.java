package io.sugang.benchmark.report;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Updates the live line once a second until it is closed. */
public final class Ticker implements AutoCloseable {

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("ticker").unstarted(task));

  /** Starts with the text of one second from now. */
  public Ticker(LiveLine line, Supplier<String> text) {
    var unused = timer.scheduleAtFixedRate(() -> line.update(text.get()), 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
