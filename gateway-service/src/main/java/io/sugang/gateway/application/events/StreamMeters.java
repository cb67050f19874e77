package io.sugang.gateway.application.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the event streams. */
@ApplicationScoped
class StreamMeters {

  private final AtomicInteger open;
  private final Counter events;

  StreamMeters(MeterRegistry registry) {
    open = registry.gauge("sugang.streams", new AtomicInteger());
    events = registry.counter("sugang.stream.events");
  }

  /** Streams that are open, or being opened. */
  AtomicInteger open() {
    return open;
  }

  void event() {
    events.increment();
  }
}
