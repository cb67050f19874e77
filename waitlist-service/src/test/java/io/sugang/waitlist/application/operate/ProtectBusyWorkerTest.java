package io.sugang.waitlist.application.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.waitlist.application.background.BackgroundYield;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectBusyWorkerTest {

  private final List<String> calls = new ArrayList<>();
  private final BackgroundYield decisions = new BackgroundYield();
  private final ProtectBusyWorker worker =
      new ProtectBusyWorker(
          decisions,
          new ScaleInProtection() {
            @Override
            public void keep(Duration time) {
              calls.add("keep " + time);
            }

            @Override
            public void release() {
              calls.add("release");
            }
          });

  @Test
  void aWorkerThatDecidesIsKeptUntilItHasBeenQuiet() throws InterruptedException {
    decisions.begin();
    worker.look();
    decisions.end();
    decisions.yieldFor(Duration.ofSeconds(30));
    worker.look();
    worker.look();

    assertThat(calls).containsExactly("keep PT2M", "release");
  }

  @Test
  void anIdleWorkerAsksForNothing() {
    worker.look();

    assertThat(calls).isEmpty();
  }
}
