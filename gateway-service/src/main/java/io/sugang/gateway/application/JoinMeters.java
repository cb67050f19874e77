package io.sugang.gateway.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Counts what students who join are answered. */
@ApplicationScoped
class JoinMeters {

  private final MeterRegistry registry;
  private final ConcurrentMap<Class<?>, Counter> counters = new ConcurrentHashMap<>();

  JoinMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(JoinAnswer answer) {
    counters.computeIfAbsent(answer.getClass(), this::counter).increment();
  }

  private Counter counter(Class<?> kind) {
    return registry.counter("sugang.joins", "answer", kind.getSimpleName());
  }
}
