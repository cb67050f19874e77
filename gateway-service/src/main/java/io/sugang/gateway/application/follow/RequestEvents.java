package io.sugang.gateway.application.follow;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.find.FindRequests;
import io.sugang.gateway.application.find.RequestStatuses;
import io.sugang.gateway.application.join.AcceptanceListener;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.RequestRef;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Students follow their requests on streams of events. One thread owns all streams: four times a
 * second it looks at the followed sections and tells whoever has news, as far as a tick's events
 * go. An event is the whole state, so a stream that misses one misses nothing.
 */
@ApplicationScoped
public class RequestEvents implements AcceptanceListener {

  private static final Logger LOG = Logger.getLogger(RequestEvents.class);

  private static final long TICK = Duration.ofMillis(250).toNanos();

  /** After so much silence comes a sign of life. */
  private static final long HEARTBEAT = Duration.ofSeconds(15).toNanos();

  /** How often requests are looked for that nothing was heard of. */
  private static final long REFRESH = Duration.ofSeconds(15).toNanos();

  /** A client that takes nothing for so long is gone. */
  private static final long STALLED = Duration.ofSeconds(30).toNanos();

  /** Then it has to show again who it is. */
  private static final long LIFETIME = Duration.ofHours(1).toNanos();

  private static final int STREAMS_OF_ONE_STUDENT = 5;

  /** What a stream says, apart from requests that may still change. */
  private static final int NEWEST = 20;

  private final RequestStatuses line;
  private final LineWatch watch;
  private final AcceptedFeed feed;
  private final StreamMeters meters;
  private final GatewayConfig config;
  private final Clock clock;
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final Queue<AcceptedFeed.Accepted> fresh = new ConcurrentLinkedQueue<>();
  private final Map<StudentId, List<EventStream>> byStudent = new HashMap<>();
  private final Deque<EventStream> turns = new ArrayDeque<>();
  private String polledUntil = AcceptedFeed.BEGINNING;
  private volatile boolean closing;
  private Thread thread;

  /** A stream that is open. */
  public interface Following {
    /** The client is gone. */
    void close();
  }

  RequestEvents(
      RequestStatuses line,
      LineSnapshots news,
      AcceptedFeed feed,
      FindRequests requests,
      StreamMeters meters,
      GatewayConfig config,
      Clock clock) {
    this.line = line;
    this.watch = new LineWatch(news, requests);
    this.feed = feed;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("request-events").daemon().start(this::run);
  }

  /**
   * Opens a stream; empty if there are too many.
   *
   * @param lastSeen the version that the client saw last, or 0
   */
  public Optional<Following> follow(StudentId student, long lastSeen, EventSink sink) {
    if (meters.open().incrementAndGet() > config.streamLimit()) {
      meters.open().decrementAndGet();
      return Optional.empty();
    }
    var stream = new EventStream(student, sink, lastSeen, System.nanoTime());
    mailbox.add(() -> opened(stream));
    refresh(stream);
    return Optional.of(() -> mailbox.add(() -> closed(stream)));
  }

  @Override
  public void accepted(StudentId student, RequestRef request) {
    fresh.add(new AcceptedFeed.Accepted(student, request));
  }

  /** Follows what any gateway accepted, and tells the others what this one did. */
  private void pollAccepted() {
    var own = new ArrayList<AcceptedFeed.Accepted>();
    for (AcceptedFeed.Accepted next = fresh.poll(); next != null; next = fresh.poll()) {
      own.add(next);
    }
    own.forEach(this::follow);
    if (!own.isEmpty()) {
      feed.add(own)
          .exceptionally(
              e -> {
                LOG.debugf("other gateways are not told what was accepted: %s", e.getMessage());
                return null;
              });
    }
    try {
      AcceptedFeed.Part part = feed.readFrom(polledUntil).toCompletableFuture().join();
      polledUntil = part.end();
      part.accepted().forEach(this::follow);
    } catch (CompletionException e) {
      LOG.debugf("what other gateways accepted is not known now: %s", e.getMessage());
    }
  }

  private void follow(AcceptedFeed.Accepted accepted) {
    byStudent
        .getOrDefault(accepted.student(), List.of())
        .forEach(stream -> watch.follow(stream, accepted.request()));
  }

  private void run() {
    long tick = System.nanoTime();
    while (!closing) {
      try {
        long left = tick - System.nanoTime();
        if (left > 0) {
          Runnable mail = mailbox.poll(left, TimeUnit.NANOSECONDS);
          if (mail != null) {
            mail.run();
          }
        } else {
          // So that a failure does not come again at once.
          tick = System.nanoTime() + TICK;
          long now = System.nanoTime();
          pollAccepted();
          watch.look(now);
          emitAll(now);
          // From its end: what is said late in one tick must not be followed soon by the next.
          tick = System.nanoTime() + TICK;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("streams were not told what is new; the next tick tries again", e);
      }
    }
  }

  private void opened(EventStream stream) {
    List<EventStream> known = byStudent.computeIfAbsent(stream.student(), _ -> new ArrayList<>(1));
    if (known.size() >= STREAMS_OF_ONE_STUDENT) {
      end(known.getFirst());
    }
    byStudent.computeIfAbsent(stream.student(), _ -> known).add(stream);
    turns.addLast(stream);
    stream.sink().begin();
  }

  private void closed(EventStream stream) {
    if (stream.close()) {
      watch.leave(stream);
      byStudent.computeIfPresent(
          stream.student(),
          (_, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
          });
      meters.open().decrementAndGet();
    }
  }

  private void end(EventStream stream) {
    closed(stream);
    stream.sink().end();
  }

  /** Looks for all requests of a stream's student. */
  private void refresh(EventStream stream) {
    line.requestsOf(stream.student())
        .subscribe()
        .with(
            traces -> mailbox.add(() -> refreshed(stream, traces)),
            e -> LOG.debugf("a student's requests are not known now: %s", e.getMessage()));
  }

  private void refreshed(EventStream stream, List<RequestRef> traces) {
    if (!stream.isClosed()) {
      traces.stream()
          .sorted(Comparator.comparing(RequestRef::acceptedAt).reversed())
          .forEach(trace -> watch.follow(stream, trace));
      stream.begin();
    }
  }

  /** First who has news, then whoever heard of places least lately. */
  private void emitAll(long now) {
    int left = config.streamEvents();
    long millis = clock.millis();
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

  /** Says how everything stands; a stream that can't be written to ends, and harms no other. */
  private boolean emit(EventStream stream, long now, long millis) {
    if (stream.isClosed()) {
      return false;
    }
    try {
      watch.forgetOld(stream, NEWEST);
      boolean said = stream.emit(now, millis);
      if (said) {
        meters.event();
      }
      return said;
    } catch (RuntimeException e) {
      LOG.warn("a stream ends, because it can't be written to", e);
      end(stream);
      return false;
    }
  }

  /** What a stream needs from time to time. */
  private void attend(EventStream stream, long now) {
    if (stream.age(now) > LIFETIME || stream.stalledFor(now) > STALLED) {
      end(stream);
      return;
    }
    if (stream.silentFor(now) > HEARTBEAT) {
      stream.heartbeat(now);
    }
    if (stream.isRefreshDue(now, REFRESH)) {
      refresh(stream);
    }
  }

  void close(@Observes ShutdownEvent event) throws InterruptedException {
    closing = true;
    if (thread != null) {
      thread.interrupt();
      thread.join();
    }
    turns.stream().filter(stream -> !stream.isClosed()).forEach(stream -> stream.sink().end());
  }
}
