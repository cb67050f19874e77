package io.sugang.gateway.application.join;

import io.sugang.contract.message.LineRequest;
import java.util.concurrent.CompletionStage;

/** The way to the workers. */
public interface RequestPublisher {

  /**
   * Publishes a request. Completes, on any thread, when the queue has it; fails if the queue
   * refused it, or did not answer in time, in which case it may have it all the same. Publishing
   * one again is harmless.
   */
  CompletionStage<Void> publish(LineRequest request);

  /** Whether more is under way than this gateway may hold; then nobody should join. */
  boolean isSaturated();
}
