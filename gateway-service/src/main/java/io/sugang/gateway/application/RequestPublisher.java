package io.sugang.gateway.application;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.message.LineRequest;

/** The way to the workers. */
public interface RequestPublisher {

  /**
   * Publishes a request. Completes when the queue has it; fails if the queue refused it, or did not
   * answer in time, in which case it may have it all the same. Publishing one again is harmless.
   */
  Uni<Void> publish(LineRequest request);

  /** Whether more is under way than this gateway may hold; then nobody should join. */
  boolean isSaturated();
}
