package io.sugang.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
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
        .containsExactly(
            "sweep starts",
            "decide starts",
            "receive starts",
            "sweep is to stop",
            "receive stops",
            "decide stops",
            "sweep stops");
  }

  @Test
  void oneThatFailsKeepsNobodyFromStopping() throws InterruptedException {
    Duties duties =
        duties(
            Set.of(),
            new Noting("receive") {
              @Override
              public boolean stop(Duration patience) {
                throw new IllegalStateException("today not");
              }
            },
            new Noting("decide"));

    duties.stop(new ShutdownEvent());

    assertThat(calls).contains("decide stops");
  }

  @Test
  void oneThatIsToBePausedIsSoBeforeItBegins() {
    duties(Set.of("receive")).start(new StartupEvent());

    assertThat(calls)
        .containsExactly("sweep starts", "decide starts", "receive is paused", "receive starts");
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
    return duties(paused, new Ordered("receive"), new Ordered("decide"), new Noting("sweep"));
  }

  private static Duties duties(Set<String> paused, Duty... duties) {
    return new Duties(
        List.of(duties),
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

  /** One that has its turn when all stop. */
  @Priority(1)
  private final class Ordered extends Noting {
    Ordered(String name) {
      super(name);
    }
  }

  /** Notes what it is told. */
  private class Noting implements Duty {

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
    public void stopSoon() {
      calls.add(name + " is to stop");
    }

    @Override
    public boolean stop(Duration patience) {
      calls.add(name + " stops");
      return true;
    }
  }
}
