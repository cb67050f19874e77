package io.sugang.gateway.application;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Failures of {@link CompletionStage}s, which wrap them or not, as it comes. */
public final class StageFailure {

  private StageFailure() {}

  /** What a stage failed with. */
  public static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException e && e.getCause() != null
        ? cause(e.getCause())
        : failure;
  }

  /**
   * For {@link CompletionStage#exceptionally}: goes on with something else after one kind of
   * failure; any other stays.
   */
  public static <T> Function<Throwable, T> recover(
      Class<? extends Throwable> kind, Function<Throwable, T> instead) {
    return failure -> {
      Throwable cause = cause(failure);
      if (kind.isInstance(cause)) {
        return instead.apply(cause);
      }
      throw new CompletionException(cause);
    };
  }
}
