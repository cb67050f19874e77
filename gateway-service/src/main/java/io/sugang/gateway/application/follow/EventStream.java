package io.sugang.gateway.application.follow;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.RequestRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One open stream: whose it is, what it follows, and what was emitted on it last. */
final class EventStream {

  private static final int MOST_REQUESTS = 200;
  private static final long FIRST_TRY = Duration.ofSeconds(1).toNanos();

  private final StudentId student;
  private final EventSink sink;
  private final long openedAt;
  private final List<WatchedRequest> requests = new ArrayList<>(2);
  private final Set<RequestRef> old = new HashSet<>(0);
  private long version;
  private long lastEmitted;
  private long lastRefresh;
  private long movesEmitted;
  private long stalledSince;
  private boolean isKnown;
  private boolean hasNews;
  private boolean isClosed;

  /**
   * @param version what the client saw last, or 0
   * @param now nanoseconds, of the clock that later times are taken from
   */
  EventStream(StudentId student, EventSink sink, long version, long now) {
    this.student = student;
    this.sink = sink;
    this.version = version;
    openedAt = now;
    lastEmitted = now;
    lastRefresh = now;
  }

  StudentId student() {
    return student;
  }

  EventSink sink() {
    return sink;
  }

  List<WatchedRequest> requests() {
    return requests;
  }

  /** Follows one more request; the latest comes first. */
  void add(WatchedRequest request) {
    requests.add(request);
    requests.sort(Comparator.comparing(WatchedRequest::acceptedAt).reversed());
    hasNews = true;
  }

  /** Whether it is to follow a request; not again one that it forgot as old, and not too many. */
  boolean wants(RequestRef request) {
    return requests.size() < MOST_REQUESTS && !old.contains(request);
  }

  /** Forgets old requests that can't change any more. */
  List<WatchedRequest> forgetOld(int newest) {
    if (requests.size() <= newest) {
      return List.of();
    }
    List<WatchedRequest> forgotten =
        requests.subList(newest, requests.size()).stream().filter(WatchedRequest::isFinal).toList();
    requests.removeAll(forgotten);
    forgotten.forEach(request -> old.add(request.ref()));
    return forgotten;
  }

  /** Its student's requests are known; it can begin. */
  void begin() {
    if (!isKnown) {
      isKnown = true;
      hasNews = true;
    }
  }

  /** There is something that must be emitted before positions of others. */
  void changed() {
    hasNews = true;
  }

  boolean hasNews() {
    return hasNews && isComplete();
  }

  /** Whether positions moved since they were last emitted. */
  boolean hasMoved() {
    return isComplete() && moves() != movesEmitted;
  }

  private boolean isComplete() {
    if (!isKnown) {
      return false;
    }
    for (WatchedRequest request : requests) {
      if (request.section().isUnknown(request)) {
        return false;
      }
    }
    return true;
  }

  /** Emits the status of all requests, if the client can take it. */
  boolean emit(long now, long millis) {
    if (!canTakeMore(now)) {
      return false;
    }
    version = Math.max(version + 1, millis);
    movesEmitted = moves();
    hasNews = false;
    lastEmitted = now;
    sink.state(version, requests.stream().map(WatchedRequest::view).toList());
    return true;
  }

  void heartbeat(long now) {
    if (canTakeMore(now)) {
      lastEmitted = now;
      sink.heartbeat();
    }
  }

  private boolean canTakeMore(long now) {
    boolean ready = sink.isReady();
    if (ready) {
      stalledSince = 0;
    } else if (stalledSince == 0) {
      stalledSince = now;
    }
    return ready;
  }

  /** Changes whenever a request's position does; only compared while the requests stay the same. */
  private long moves() {
    long moves = 0;
    for (WatchedRequest request : requests) {
      moves += request.moves();
    }
    return moves;
  }

  long silentFor(long now) {
    return now - lastEmitted;
  }

  long stalledFor(long now) {
    return stalledSince == 0 ? 0 : now - stalledSince;
  }

  long age(long now) {
    return now - openedAt;
  }

  /** Whether its student's requests are to be looked for again; sooner if they never were found. */
  boolean isRefreshDue(long now, long interval) {
    boolean due = now - lastRefresh > (isKnown ? interval : FIRST_TRY);
    if (due) {
      lastRefresh = now;
    }
    return due;
  }

  /** Ends it; false if it had ended before. */
  boolean close() {
    boolean first = !isClosed;
    isClosed = true;
    return first;
  }

  boolean isClosed() {
    return isClosed;
  }
}
