package io.sugang.gateway.application.follow;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.OrderedNumbers;
import io.sugang.gateway.domain.RequestStatus;
import io.sugang.gateway.domain.Throughput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A section with requests that somebody follows; however many, it is looked at once a tick. */
final class WatchedSection {

  private final SectionId id;
  private final Map<RequestNumber, WatchedRequest> requests = new HashMap<>();

  /** Requests that were never looked up. */
  private final Set<RequestNumber> unknown = new LinkedHashSet<>();

  private final Throughput throughput = new Throughput();
  private Cursor cursor = Cursor.NOTHING;
  private OrderedNumbers waiting = OrderedNumbers.NONE;
  private OrderedNumbers waitlist = OrderedNumbers.NONE;
  private long lineMoves;
  private long waitlistMoves;

  WatchedSection(SectionId id) {
    this.id = id;
  }

  SectionId id() {
    return id;
  }

  Optional<WatchedRequest> find(RequestNumber number) {
    return Optional.ofNullable(requests.get(number));
  }

  WatchedRequest add(WatchedRequest request) {
    requests.put(request.number(), request);
    unknown.add(request.number());
    return request;
  }

  void remove(WatchedRequest request) {
    requests.remove(request.number());
    unknown.remove(request.number());
  }

  StudentId student(RequestNumber number) {
    return requests.get(number).student();
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  boolean isUnknown(WatchedRequest request) {
    return unknown.contains(request.number());
  }

  /** This is where a request is now. */
  void changed(RequestNumber number, RequestStatus status) {
    requests.get(number).changed(status);
  }

  Cursor cursor() {
    return cursor;
  }

  boolean hasUnknown() {
    return !unknown.isEmpty();
  }

  /** How often positions in its line have changed. */
  long lineMoves() {
    return lineMoves;
  }

  /** How often ranks on its waitlist have changed. */
  long waitlistMoves() {
    return waitlistMoves;
  }

  /** Which requests must be looked up after a snapshot of the line. */
  List<RequestNumber> toLookUp(LineSnapshot snapshot) {
    if (!snapshot.isComplete()) {
      return List.copyOf(requests.keySet());
    }
    var numbers = new ArrayList<>(unknown);
    for (RequestNumber number : snapshot.changed()) {
      if (requests.containsKey(number) && !unknown.contains(number)) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /** Takes over a snapshot, once everything that it says was looked up. */
  void update(LineSnapshot snapshot, long nanoTime) {
    if (snapshot.cursor().epoch().equals(cursor.epoch())) {
      throughput.note(decidedSince(snapshot), nanoTime);
    }
    // Who joins at the end changes nobody's position.
    if (!snapshot.waiting().first().equals(waiting.first())) {
      lineMoves++;
    }
    if (!snapshot.waitlist().isSameAs(waitlist)) {
      waitlistMoves++;
    }
    unknown.clear();
    cursor = snapshot.cursor();
    waiting = snapshot.waiting();
    waitlist = snapshot.waitlist();
  }

  /** The line was looked at, and nothing had changed in it. */
  void rest(long nanoTime) {
    if (waiting.size() > 0) {
      throughput.note(0, nanoTime);
    }
  }

  /** Numbers leave the line at its head and in order, so the head tells how many left. */
  private long decidedSince(LineSnapshot snapshot) {
    long head = waiting.first().orElse(0);
    if (head == 0) {
      return 0;
    }
    return Math.max(0, snapshot.waiting().first().orElse(head + waiting.size()) - head);
  }

  OptionalLong position(RequestNumber number) {
    return waiting.before(number.value());
  }

  OptionalLong rank(RequestNumber number) {
    OptionalLong before = waitlist.before(number.value());
    return before.isEmpty() ? before : OptionalLong.of(before.getAsLong() + 1);
  }

  OptionalLong waitSeconds(OptionalLong position) {
    return position.isEmpty() ? position : throughput.secondsFor(position.getAsLong() + 1);
  }
}
