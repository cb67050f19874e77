package io.sugang.gateway.application.catalogue;

import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.StageFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A copy of something that enrollment-service has, which outlives its outages.
 *
 * @param <T> immutable
 */
final class Mirror<T> {

  private final Supplier<CompletionStage<T>> load;
  private final Duration patience;
  private volatile CompletionStage<T> last;

  /**
   * @param patience of somebody who waits for the first copy
   */
  Mirror(Supplier<CompletionStage<T>> load, Duration patience) {
    this.load = load;
    this.patience = patience;
  }

  /**
   * The last copy. Completes at once if there is one, else on any thread; fails with {@link
   * EnrollmentAwayException}.
   */
  CompletionStage<T> read() {
    CompletionStage<T> known = last;
    return known == null ? loadSoon() : known;
  }

  /** The last copy; null if there is none. */
  T known() {
    CompletionStage<T> known = last;
    return known == null ? null : known.toCompletableFuture().getNow(null);
  }

  /** Fetches another copy, and waits for it. */
  void refresh() {
    var unused = fetch().toCompletableFuture().join();
  }

  private CompletionStage<T> loadSoon() {
    return fetch()
        .toCompletableFuture()
        .copy()
        .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            e ->
                CompletableFuture.failedStage(
                    StageFailure.cause(e) instanceof TimeoutException late
                        ? new EnrollmentAwayException(late)
                        : e));
  }

  private CompletionStage<T> fetch() {
    return load.get()
        .thenApply(
            fetched -> {
              last = CompletableFuture.completedStage(fetched);
              return fetched;
            });
  }
}
