package io.sugang.gateway.application.join;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.lifecycle.RareLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Makes undecided requests of the line known to the queue, before anybody is told of them, however
 * often they were published before.
 */
@ApplicationScoped
class Confirmation {

  /** The first of pauses that double, and the last; in seconds. */
  private static final int FIRST_PAUSE = 1;

  private static final int LAST_PAUSE = 64;

  private final RareLog unconfirmed = new RareLog(Logger.getLogger(Confirmation.class));

  private final Line line;
  private final RequestPublisher publisher;
  private final AcceptanceListener listener;
  private final Cache<Key, Boolean> confirmed;

  private record Key(SectionId section, RequestNumber number) {
    static Key of(LineRequest request) {
      return new Key(request.section(), request.number());
    }
  }

  @Inject
  Confirmation(
      Line line, RequestPublisher publisher, AcceptanceListener listener, GatewayConfig config) {
    this(line, publisher, listener, config.confirmedMemory());
  }

  /**
   * @param memory requests that are remembered as confirmed
   */
  Confirmation(Line line, RequestPublisher publisher, AcceptanceListener listener, int memory) {
    this.line = line;
    this.publisher = publisher;
    this.listener = listener;
    this.confirmed =
        Caffeine.newBuilder()
            .maximumSize(memory)
            // Its upkeep is short; waking another thread for it takes longer.
            .executor(Runnable::run)
            .build();
  }

  /**
   * Publishes those that the queue is not known to have, and notes all under their students.
   * Completes on any thread, and never fails: it tells which of them the queue has.
   */
  CompletionStage<Predicate<LineRequest>> confirm(Collection<LineRequest> requests) {
    Map<Key, LineRequest> unknown = new LinkedHashMap<>();
    requests.forEach(request -> unknown.put(Key.of(request), request));
    unknown.keySet().removeIf(key -> confirmed.getIfPresent(key) != null);
    List<LineRequest> unpublished = List.copyOf(unknown.values());
    CompletionStage<Void> noted =
        line.note(requests)
            .exceptionally(
                _ -> {
                  noteLater(requests, FIRST_PAUSE);
                  return null;
                });
    CompletionStage<Predicate<LineRequest>> published =
        unpublished.isEmpty()
            ? CompletableFuture.completedStage(_ -> true)
            : publisher
                .publish(unpublished)
                .handle(
                    (_, failure) -> {
                      if (failure == null) {
                        unknown.keySet().forEach(key -> confirmed.put(key, true));
                        return _ -> true;
                      }
                      unconfirmed.warn(
                          "%d requests, the first of section %s with number %s, are unconfirmed: %s"
                              .formatted(
                                  unpublished.size(),
                                  unpublished.getFirst().section(),
                                  unpublished.getFirst().number(),
                                  failure.getMessage()));
                      return request -> !unknown.containsKey(Key.of(request));
                    });
    return published.thenCombine(
        noted,
        (has, _) -> {
          // Also of the others: they may be decided before they are asked for again.
          requests.forEach(this::tell);
          return has;
        });
  }

  /**
   * Notes what was decided already, unless this gateway has before: the line's first answer may
   * have got lost, and the request been published by others. Nobody waits for that.
   */
  void note(Collection<LineRequest> decided) {
    List<LineRequest> unknown =
        decided.stream()
            .filter(request -> confirmed.getIfPresent(Key.of(request)) == null)
            .toList();
    if (unknown.isEmpty()) {
      return;
    }
    unknown.forEach(request -> confirmed.put(Key.of(request), true));
    var unused =
        line.note(unknown)
            .handle(
                (_, failure) -> {
                  if (failure != null) {
                    noteLater(unknown, FIRST_PAUSE);
                  }
                  unknown.forEach(this::tell);
                  return null;
                });
  }

  private void tell(LineRequest request) {
    listener.accepted(
        request.student(),
        new RequestRef(request.section(), request.number(), request.acceptedAt()));
  }

  /**
   * Nobody waits for it, but an event stream at another gateway may depend on it: tried again with
   * pauses that double, as long as an outage of the line may take.
   */
  private void noteLater(Collection<LineRequest> requests, int pauseSeconds) {
    if (pauseSeconds > LAST_PAUSE) {
      return;
    }
    CompletableFuture.delayedExecutor(pauseSeconds, TimeUnit.SECONDS)
        .execute(
            () -> {
              var unused =
                  line.note(requests)
                      .exceptionally(
                          _ -> {
                            noteLater(requests, 2 * pauseSeconds);
                            return null;
                          });
            });
  }
}
