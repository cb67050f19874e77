package io.sugang.gateway.application.join;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sugang.gateway.application.GatewayMetric;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts what students who join are answered. */
@ApplicationScoped
class JoinMeters {

  private final MeterRegistry registry;
  private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();

  JoinMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(JoinAnswer answer) {
    counters.computeIfAbsent(tag(answer), this::counter).increment();
  }

  private Counter counter(String tag) {
    return registry.counter(GatewayMetric.JOINS.id(), "answer", tag);
  }

  /** Dashboards know answers by these names, whatever the classes are called. */
  private static String tag(JoinAnswer answer) {
    return switch (answer) {
      case JoinAnswer.Accepted _ -> "accepted";
      case JoinAnswer.AlreadyInLine _ -> "already-in-line";
      case JoinAnswer.Replayed _ -> "replayed";
      case JoinAnswer.Unconfirmed _ -> "unconfirmed";
      case JoinAnswer.NoSuchSection _ -> "section-unknown";
      case JoinAnswer.NoSuchStudent _ -> "student-unknown";
      case JoinAnswer.NoWindow _ -> "no-window";
      case JoinAnswer.WindowNotOpen _ -> "window-not-open";
      case JoinAnswer.WindowClosed _ -> "window-closed";
      case JoinAnswer.KeyUsedOtherwise _ -> "idempotency-key-reused";
      case JoinAnswer.NothingToDrop _ -> "nothing-to-drop";
      case JoinAnswer.NothingToSwap _ -> "nothing-to-swap";
      case JoinAnswer.SourceOfOtherTerm _ -> "source-of-other-term";
      case JoinAnswer.AskedOtherwise _ -> "asked-otherwise";
      case JoinAnswer.HeldOtherwise _ -> "held-otherwise";
      case JoinAnswer.HasOtherwise _ -> "has-otherwise";
      case JoinAnswer.LineFull _ -> "line-full";
      case JoinAnswer.LineClosed _ -> "line-closed";
      case JoinAnswer.Paused _ -> "paused";
      case JoinAnswer.EnrollmentAway _ -> "enrollment-away";
      case JoinAnswer.Overloaded _ -> "overloaded";
    };
  }
}
