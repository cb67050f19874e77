package io.sugang.gateway.application.follow;

import java.time.Duration;
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

  /** After so much silence comes a sign of life. */
  private static final long HEARTBEAT = Duration.ofSeconds(15).toNanos();

  /** How often requests are looked for that nothing is known of. */
  private static final long REFRESH = Duration.ofSeconds(15).toNanos();

  /** A client that takes nothing for so long is gone. */
  private static final long STALLED = Duration.ofSeconds(30).toNanos();

  /** Then it has to show again who it is. */
  private static final long LIFETIME = Duration.ofHours(1).toNanos();

  /** What a stream emits, apart from requests that may still change. */
  private static final int NEWEST = 20;

  private final StreamRegistry registry;
  private final LineWatch watch;
  private final StreamMeters meters;
  private final Consumer<EventStream> refresh;
  private final Deque<EventStream> turns = new ArrayDeque<>();

  /**
   * @param refresh looks for all requests of a stream's student
   */
  FairTurns(
      StreamRegistry registry,
      LineWatch watch,
      StreamMeters meters,
      Consumer<EventStream> refresh) {
    this.registry = registry;
    this.watch = watch;
    this.meters = meters;
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
    if (stream.age(now) > LIFETIME || stream.stalledFor(now) > STALLED) {
      registry.end(stream);
      return;
    }
    if (stream.silentFor(now) > HEARTBEAT) {
      stream.heartbeat(now);
    }
    if (stream.isRefreshDue(now, REFRESH)) {
      refresh.accept(stream);
    }
  }
}
