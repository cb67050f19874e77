package io.sugang.gateway.application.join;

import io.sugang.contract.message.LineRequest;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The way to the workers. */
public interface RequestPublisher {

  /**
   * Publishes requests in one message. Completes, on any thread, when the queue has it; fails if
   * the queue refused it, or did not answer in time, in which case it may have it all the same.
   * Publishing some again is harmless.
   *
   * @param requests 1 to {@value io.sugang.contract.message.RequestsAccepted#MAX_REQUESTS}
   */
  CompletionStage<Void> publish(List<LineRequest> requests);
}
