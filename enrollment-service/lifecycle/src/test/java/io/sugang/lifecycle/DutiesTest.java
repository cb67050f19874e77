package io.sugang.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DutiesTest {

  private final List<String> calls = new ArrayList<>();

  @Test
  void thoseWhoTakeInBeginLastAndStopFirst() throws InterruptedException {
    Duties duties = duties(Set.of());

    duties.start(new StartupEvent());
    duties.stop(new ShutdownEvent());

    assertThat(calls)
        .containsExactly("decide starts", "receive starts", "receive stops", "decide stops");
  }

  @Test
  void oneThatIsToBePausedIsSoBeforeItBegins() {
    duties(Set.of("receive")).start(new StartupEvent());

    assertThat(calls).containsExactly("decide starts", "receive is paused", "receive starts");
  }

  @Test
  void aMisspeltDutyKeepsTheServiceFromStarting() {
    Duties duties = duties(Set.of("recieve"));

    assertThatThrownBy(() -> duties.start(new StartupEvent()))
        .hasMessageContaining("recieve")
        .hasMessageContaining("decide");
    assertThat(calls).isEmpty();
  }

  private Duties duties(Set<String> paused) {
    return new Duties(
        List.of(new Noting("receive"), new Noting("decide")),
        new LifecycleConfig() {
          @Override
          public Duration drain() {
            return Duration.ofSeconds(1);
          }

          @Override
          public Optional<Set<String>> paused() {
            return Optional.of(paused);
          }
        });
  }

  /** Notes what it is told. */
  private final class Noting implements Duty {

    private final String name;

    Noting(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void start() {
      calls.add(name + " starts");
    }

    @Override
    public void pause() {
      calls.add(name + " is paused");
    }

    @Override
    public void resume() {
      calls.add(name + " is resumed");
    }

    @Override
    public boolean stop(Duration patience) {
      calls.add(name + " stops");
      return true;
    }
  }
}
