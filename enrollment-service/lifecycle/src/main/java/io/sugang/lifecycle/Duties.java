package io.sugang.lifecycle;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * All duties of a service. They begin with it, and stop before anything else does: those with a
 * {@link Priority} one after the other, the higher first, such as those that take work in; all
 * others at once.
 */
@Singleton
public class Duties {

  private static final Logger LOG = Logger.getLogger(Duties.class);

  private final List<Duty> duties;
  private final LifecycleConfig config;

  /**
   * @param duties in the order in which they stop
   */
  Duties(@All List<Duty> duties, LifecycleConfig config) {
    this.duties = List.copyOf(duties);
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    Set<String> paused = config.paused().orElse(Set.of());
    requireKnown(paused);
    // Whoever works things off is there before whoever brings them.
    for (Duty duty : duties.reversed()) {
      if (paused.contains(duty.name())) {
        LOG.warnf("%s is paused", duty.name());
        duty.pause();
      }
      duty.start();
    }
  }

  private void requireKnown(Set<String> paused) {
    Set<String> names = duties.stream().map(Duty::name).collect(Collectors.toSet());
    if (!names.containsAll(paused)) {
      throw new IllegalStateException(
          "sugang.lifecycle: paused must name duties of " + names + ", not " + paused);
    }
  }

  void stop(@Observes @Priority(100) ShutdownEvent event) throws InterruptedException {
    long deadline = System.nanoTime() + config.drain().toNanos();
    duties.stream().filter(duty -> !isOrdered(duty)).forEach(Duty::stopSoon);
    for (Duty duty : duties) {
      Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      stop(duty, isOrdered(duty) ? config.drain() : left);
    }
  }

  /** One that fails keeps nobody else from stopping. */
  private static void stop(Duty duty, Duration patience) throws InterruptedException {
    try {
      if (!duty.stop(patience)) {
        LOG.warnf("%s did not end in time; what it had in hand is broken off", duty.name());
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s did not stop", duty.name());
    }
  }

  /** Whether others depend on its turn. */
  private static boolean isOrdered(Duty duty) {
    for (Class<?> type = duty.getClass(); type != null; type = type.getSuperclass()) {
      if (type.isAnnotationPresent(Priority.class)) {
        return true;
      }
    }
    return false;
  }
}
