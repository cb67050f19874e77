package io.sugang.gateway.application.follow;

import io.sugang.gateway.config.GatewayConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Who gets an event in a tick that can't serve all: first who has news, then whoever has waited
 * longest for a new position. Used by one thread.
 */
final class FairTurns {

  private static final Logger LOG = Logger.getLogger(FairTurns.class);

  /** What a stream emits, apart from requests that may still change. */
  private static final int NEWEST = 20;

  private final StreamRegistry registry;
  private final LineWatch watch;
  private final StreamMeters meters;
  private final GatewayConfig config;
  private final Consumer<EventStream> refresh;
  private final Deque<EventStream> turns = new ArrayDeque<>();

  /**
   * @param refresh looks for all requests of a stream's student
   */
  FairTurns(
      StreamRegistry registry,
      LineWatch watch,
      StreamMeters meters,
      GatewayConfig config,
      Consumer<EventStream> refresh) {
    this.registry = registry;
    this.watch = watch;
    this.meters = meters;
    this.config = config;
    this.refresh = refresh;
  }

  void add(EventStream stream) {
    turns.addLast(stream);
  }

  /** Streams that are open. */
  Stream<EventStream> open() {
    return turns.stream().filter(stream -> !stream.isClosed());
  }

  /**
   * Emits what there is.
   *
   * @param events of this tick, at most
   */
  void emitAll(int events, long now, long millis) {
    int left = events;
    for (EventStream stream : turns) {
      if (left > 0 && stream.hasNews() && emit(stream, now, millis)) {
        left--;
      }
    }
    for (int i = turns.size(); i > 0 && left > 0; i--) {
      EventStream stream = turns.removeFirst();
      if (stream.isClosed()) {
        continue;
      }
      turns.addLast(stream);
      if (stream.hasMoved() && emit(stream, now, millis)) {
        left--;
      }
      attend(stream, now);
    }
  }

  /**
   * Emits the status of all requests; a stream that can't be written to ends, and harms no other.
   */
  private boolean emit(EventStream stream, long now, long millis) {
    if (stream.isClosed()) {
      return false;
    }
    try {
      watch.forgetOld(stream, NEWEST);
      boolean isEmitted = stream.emit(now, millis);
      if (isEmitted) {
        meters.event();
      }
      return isEmitted;
    } catch (RuntimeException e) {
      LOG.warn("a stream ends, because it can't be written to", e);
      registry.end(stream);
      return false;
    }
  }

  /** What a stream needs from time to time. */
  private void attend(EventStream stream, long now) {
    if (stream.age(now) > config.streamLifetime().toNanos()
        || stream.stalledFor(now) > config.streamStalled().toNanos()) {
      registry.end(stream);
      return;
    }
    if (stream.silentFor(now) > config.streamHeartbeat().toNanos()) {
      stream.heartbeat(now);
    }
    if (stream.isRefreshDue(now, config.streamRefresh().toNanos())) {
      refresh.accept(stream);
    }
  }
}
