package io.sugang.gateway.application.follow;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.find.FindRequests;
import io.sugang.gateway.application.find.RequestStatuses;
import io.sugang.gateway.application.join.AcceptanceListener;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * second it looks at the followed sections and emits what is new, as far as a tick's events go. An
 * event is the whole state, so a stream that misses one misses nothing.
 */
@Singleton
public class RequestEvents extends RecurringDuty implements AcceptanceListener {

  private static final Logger LOG = Logger.getLogger(RequestEvents.class);

  /** What other gateways are not told of yet, at most. */
  private static final int MOST_UNTOLD = 20_000;

  private final RequestStatuses line;
  private final LineWatch watch;
  private final AcceptedFeed feed;
  private final StreamMeters meters;
  private final GatewayConfig config;
  private final Clock clock;
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final Queue<AcceptedFeed.Accepted> fresh = new ConcurrentLinkedQueue<>();
  private final StreamRegistry registry;
  private final FairTurns turns;
  private String polledUntil = AcceptedFeed.BEGINNING;

  /** A stream that is open. */
  public interface Following {
    /** The client is gone. */
    void close();
  }

  RequestEvents(
      RequestStatuses line,
      LineSnapshots lines,
      AcceptedFeed feed,
      FindRequests requests,
      StreamMeters meters,
      GatewayConfig config,
      Clock clock) {
    super("follow-requests", Duration.ZERO);
    this.line = line;
    this.watch = new LineWatch(lines, requests);
    this.registry = new StreamRegistry(watch, meters, config.streamsOfOneStudent());
    this.turns = new FairTurns(registry, watch, meters, config, this::refresh);
    this.feed = feed;
    this.meters = meters;
    this.config = config;
    this.clock = clock;
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
    return Optional.of(() -> mailbox.add(() -> registry.close(stream)));
  }

  @Override
  public void accepted(StudentId student, RequestRef request) {
    fresh.add(new AcceptedFeed.Accepted(student, request));
  }

  /** Follows what any gateway accepted, and passes on to the others what this one did. */
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
                LOG.debugf("other gateways learn later what was accepted: %s", e.getMessage());
                tellAgain(own);
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

  /** With the next tick; but an outage must not fill the memory. */
  private void tellAgain(List<AcceptedFeed.Accepted> untold) {
    if (fresh.size() < MOST_UNTOLD) {
      fresh.addAll(untold);
    }
  }

  private void follow(AcceptedFeed.Accepted accepted) {
    registry.follow(accepted.student(), accepted.request());
  }

  /** What came in since the last tick, and a tick. */
  @Override
  protected void round() throws InterruptedException {
    // From the end of the last one: what it emitted late must not be followed soon by the next.
    readMailbox(config.streamInterval());
    long now = System.nanoTime();
    pollAccepted();
    watch.look(now);
    turns.emitAll(config.streamEvents(), now, clock.millis());
  }

  private void readMailbox(Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0 && !isStopping(); left = until - System.nanoTime()) {
      Runnable mail = mailbox.poll(left, TimeUnit.NANOSECONDS);
      if (mail != null) {
        read(mail);
      }
    }
  }

  /** One that can't be read costs no stream its tick. */
  private static void read(Runnable mail) {
    try {
      mail.run();
    } catch (RuntimeException e) {
      LOG.error("a stream misses something until it is refreshed", e);
    }
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.error("streams were not sent what is new; the next tick tries again", failure);
  }

  private void opened(EventStream stream) {
    // First: from then on it ends by itself, whatever happens.
    turns.add(stream);
    registry.open(stream);
  }

  /** Looks for all requests of a stream's student. */
  private void refresh(EventStream stream) {
    var unused =
        line.requestsOf(stream.student())
            .whenComplete(
                (requests, e) -> {
                  if (e == null) {
                    mailbox.add(() -> registry.refreshed(stream, requests));
                  } else {
                    LOG.debugf("a student's requests are not known now: %s", e.getMessage());
                  }
                });
  }

  @Override
  protected void stopping() {
    mailbox.add(() -> {});
  }

  @Override
  protected void ended() {
    turns.open().forEach(stream -> stream.sink().end());
  }
}
