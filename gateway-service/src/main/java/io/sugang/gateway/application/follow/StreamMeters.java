package io.sugang.gateway.application.follow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.sugang.gateway.application.GatewayMetric;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the event streams. */
@ApplicationScoped
class StreamMeters {

  private final AtomicInteger open;
  private final Counter events;

  StreamMeters(MeterRegistry registry) {
    open = registry.gauge(GatewayMetric.STREAMS.id(), new AtomicInteger());
    events = registry.counter(GatewayMetric.STREAM_EVENTS.id());
  }

  /** Streams that are open, or being opened. */
  AtomicInteger open() {
    return open;
  }

  void event() {
    events.increment();
  }
}
