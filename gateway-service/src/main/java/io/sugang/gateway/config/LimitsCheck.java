package io.sugang.gateway.config;

import io.quarkus.runtime.StartupEvent;
import io.sugang.contract.message.RequestsAccepted;
import io.sugang.edge.EdgeConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start with limits that contradict each other. */
@ApplicationScoped
class LimitsCheck {

  /** What an open stream takes, its connection and what it follows. */
  private static final long STREAM_BYTES = 16 * 1024;

  void check(
      @Observes StartupEvent event,
      GatewayConfig config,
      EdgeConfig edge,
      @ConfigProperty(name = "quarkus.sqs.async-client.max-concurrency") int sqsConnections) {
    require(
        config.batchesInFlight() >= 1 && config.batchesInFlight() < sqsConnections,
        "batches-in-flight must be 1 or more, and stay below"
            + " quarkus.sqs.async-client.max-concurrency = "
            + sqsConnections);
    require(
        config.batchPatience().compareTo(config.publishDeadline()) < 0,
        "batch-patience must be shorter than publish-deadline");
    require(
        config.batchWellFilled() >= 1 && config.batchWellFilled() <= RequestsAccepted.MAX_REQUESTS,
        "batch-well-filled must be 1 to " + RequestsAccepted.MAX_REQUESTS);
    require(
        config.refusalRepeat().compareTo(config.publishDeadline()) > 0,
        "refusal-repeat must be longer than publish-deadline");
    require(config.tracedShare() >= 0 && config.tracedShare() <= 1, "traced-share must be 0 to 1");
    require(config.lineLimit() > 0, "line-limit must be positive");
    require(
        config.streamLimit() < edge.connectionLimit(),
        "stream-limit must stay below sugang.edge.connection-limit");
    require(config.studentYearGather().toMillis() >= 1, "student-year-gather must be 1 ms or more");
    require(
        config.streamsOfOneStudent() > 0 && config.streamInterval().isPositive(),
        "streams-of-one-student and stream-interval must be positive");
    require(
        config.streamLimit() * STREAM_BYTES <= Runtime.getRuntime().maxMemory() / 2,
        "stream-limit open streams, of 16 KiB each, must fit into half of the heap");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException("sugang.gateway: " + rule);
    }
  }
}
