package io.sugang.gateway.application.follow;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.application.find.FindRequests;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.gateway.domain.RequestStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Keeps what is followed up to date with the lines: one look a section and tick, and one look-up
 * for each decision. Used by one thread.
 */
final class LineWatch {

  private static final Logger LOG = Logger.getLogger(LineWatch.class);

  /** Requests that are looked up with one command, at most. */
  private static final int LOOKED_UP_AT_ONCE = 500;

  private final LineSnapshots lines;
  private final FindRequests requests;
  private final Map<SectionId, WatchedSection> sections = new HashMap<>();

  /** A snapshot of a section whose requests are being looked up. */
  private record Pending(
      WatchedSection section,
      LineSnapshot snapshot,
      List<CompletableFuture<Map<RequestNumber, RequestStatus>>> statuses) {}

  LineWatch(LineSnapshots lines, FindRequests requests) {
    this.lines = lines;
    this.requests = requests;
  }

  /** Has a stream follow a request from now on. */
  void follow(EventStream stream, RequestRef ref) {
    if (!stream.wants(ref)) {
      return;
    }
    WatchedSection section = sections.computeIfAbsent(ref.section(), WatchedSection::new);
    WatchedRequest request =
        section
            .find(ref.number())
            .orElseGet(() -> section.add(watched(section, stream.student(), ref)));
    // A number that was given twice belongs to whoever the line says; the other one is not shown.
    if (!request.student().equals(stream.student())) {
      return;
    }
    if (!request.followers().contains(stream)) {
      request.followers().add(stream);
      stream.add(request);
    }
  }

  private WatchedRequest watched(WatchedSection section, StudentId student, RequestRef ref) {
    return new WatchedRequest(section, ref, student, requests);
  }

  /** A stream follows nothing any more. */
  void leave(EventStream stream) {
    stream.requests().forEach(request -> leave(stream, request));
  }

  /** A stream follows its newest requests, and older ones only if they may still change. */
  void forgetOld(EventStream stream, int newest) {
    stream.forgetOld(newest).forEach(request -> leave(stream, request));
  }

  private void leave(EventStream stream, WatchedRequest request) {
    request.followers().remove(stream);
    if (request.followers().isEmpty()) {
      request.section().remove(request);
      if (request.section().isEmpty()) {
        sections.remove(request.section().id());
      }
    }
  }

  /** Looks at every followed section. Those that can't be looked at stay as they were. */
  void look(long now) {
    var looks = new HashMap<WatchedSection, CompletableFuture<Optional<LineSnapshot>>>();
    for (WatchedSection section : sections.values()) {
      looks.put(
          section,
          lines
              .snapshot(section.id(), section.cursor(), section.hasUnknown())
              .toCompletableFuture());
    }
    var pending = new ArrayList<Pending>();
    looks.forEach(
        (section, answer) ->
            join(section, answer)
                .ifPresent(
                    snapshot ->
                        snapshot.ifPresentOrElse(
                            changed -> pending.add(lookUp(section, changed)),
                            () -> section.rest(now))));
    pending.forEach(p -> update(p, now));
  }

  private Pending lookUp(WatchedSection section, LineSnapshot snapshot) {
    List<RequestNumber> numbers = section.toLookUp(snapshot);
    var statuses = new ArrayList<CompletableFuture<Map<RequestNumber, RequestStatus>>>();
    for (int from = 0; from < numbers.size(); from += LOOKED_UP_AT_ONCE) {
      List<RequestNumber> some =
          numbers.subList(from, Math.min(numbers.size(), from + LOOKED_UP_AT_ONCE));
      statuses.add(
          lines
              .statuses(section.id(), some.stream().collect(toMap(identity(), section::student)))
              .toCompletableFuture());
    }
    return new Pending(section, snapshot, statuses);
  }

  private void update(Pending pending, long now) {
    var statuses = new HashMap<RequestNumber, RequestStatus>();
    for (CompletableFuture<Map<RequestNumber, RequestStatus>> answer : pending.statuses()) {
      Optional<Map<RequestNumber, RequestStatus>> some = join(pending.section(), answer);
      if (some.isEmpty()) {
        return;
      }
      statuses.putAll(some.get());
    }
    statuses.forEach((number, status) -> pending.section().changed(number, status));
    pending.section().update(pending.snapshot(), now);
  }

  /** The answer; empty if there is none, and then the next tick asks again. */
  private static <T> Optional<T> join(WatchedSection section, CompletableFuture<T> answer) {
    try {
      return Optional.of(answer.join());
    } catch (CompletionException e) {
      LOG.debugf("section %s can't be watched now: %s", section.id(), e.getCause());
      return Optional.empty();
    }
  }
}
