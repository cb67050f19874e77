package io.sugang.gateway.application.join;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sugang.gateway.application.GatewayMetric;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts what students who join are answered. */
@ApplicationScoped
class JoinMeters {

  /** Dashboards know answers by these names, whatever the classes are called. */
  private static final Map<Class<? extends JoinAnswer>, String> TAGS =
      Map.ofEntries(
          Map.entry(JoinAnswer.Accepted.class, "accepted"),
          Map.entry(JoinAnswer.AlreadyInLine.class, "already-in-line"),
          Map.entry(JoinAnswer.Replayed.class, "replayed"),
          Map.entry(JoinAnswer.Unconfirmed.class, "unconfirmed"),
          Map.entry(JoinAnswer.NoSuchSection.class, "section-unknown"),
          Map.entry(JoinAnswer.NoSuchStudent.class, "student-unknown"),
          Map.entry(JoinAnswer.NoWindow.class, "no-window"),
          Map.entry(JoinAnswer.WindowNotOpen.class, "window-not-open"),
          Map.entry(JoinAnswer.WindowClosed.class, "window-closed"),
          Map.entry(JoinAnswer.KeyUsedOtherwise.class, "idempotency-key-reused"),
          Map.entry(JoinAnswer.NothingToDrop.class, "nothing-to-drop"),
          Map.entry(JoinAnswer.HasOtherwise.class, "has-otherwise"),
          Map.entry(JoinAnswer.LineFull.class, "line-full"),
          Map.entry(JoinAnswer.LineClosed.class, "line-closed"),
          Map.entry(JoinAnswer.EnrollmentAway.class, "enrollment-away"),
          Map.entry(JoinAnswer.Overloaded.class, "overloaded"));

  private final MeterRegistry registry;
  private final ConcurrentMap<Class<? extends JoinAnswer>, Counter> counters =
      new ConcurrentHashMap<>();

  JoinMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(JoinAnswer answer) {
    counters.computeIfAbsent(answer.getClass(), this::counter).increment();
  }

  private Counter counter(Class<? extends JoinAnswer> kind) {
    return registry.counter(GatewayMetric.JOINS.id(), "answer", TAGS.get(kind));
  }
}
