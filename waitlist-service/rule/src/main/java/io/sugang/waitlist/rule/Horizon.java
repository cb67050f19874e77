package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import java.util.Map;

/**
 * How far the order of a waitlist is known: up to which number nobody is missing who has a rank, or
 * may get it back, and may have a seat of a pool.
 *
 * @param byPool by the pool's id
 * @param otherwise of every other pool
 */
public record Horizon(Map<Long, Long> byPool, long otherwise) {

  /** Everybody is known. */
  public static final long EVERYBODY = Long.MAX_VALUE;

  /** Nobody is known to be first. */
  public static final long NOBODY = -1;

  public Horizon {
    byPool = Map.copyOf(byPool);
  }

  boolean includes(SeatPool pool, RequestNumber number) {
    return number.value() <= of(pool);
  }

  boolean isComplete(SeatPool pool) {
    return of(pool) == EVERYBODY;
  }

  private long of(SeatPool pool) {
    return byPool.getOrDefault(pool.id(), otherwise);
  }
}
