package io.sugang.lifecycle;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * All duties of a service. They begin with it, and stop one after the other before anything else
 * does: those with a higher {@link Priority} first, such as those that take work in.
 */
@Singleton
public class Duties {

  private static final Logger LOG = Logger.getLogger(Duties.class);

  private final List<Duty> duties;
  private final LifecycleConfig config;

  /**
   * @param duties in the order in which they stop
   */
  Duties(@Any @All List<Duty> duties, LifecycleConfig config) {
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
    for (Duty duty : duties) {
      if (!duty.stop(config.drain())) {
        LOG.warnf("%s did not end in time; what it had in hand is broken off", duty.name());
      }
    }
  }
}
