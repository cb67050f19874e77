package io.sugang.waitlist.application.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.waitlist.application.background.BackgroundYield;
import io.sugang.waitlist.config.Defaults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProtectBusyWorkerTest {

  private final List<String> calls = new ArrayList<>();
  private final BackgroundYield decisions = new BackgroundYield(Defaults.CONFIG);
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
          },
          Defaults.CONFIG);

  @Test
  void aWorkerThatDecidesIsKeptUntilItHasBeenQuiet() throws InterruptedException {
    decisions.begin();
    worker.round();
    decisions.end();
    decisions.yieldFor(Duration.ofSeconds(30));
    worker.round();
    worker.round();

    assertThat(calls).containsExactly("keep PT2M", "release");
  }

  @Test
  void anIdleWorkerAsksForNothing() {
    worker.round();

    assertThat(calls).isEmpty();
  }
}
