package io.sugang.gateway.config;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start with limits that contradict each other. */
@ApplicationScoped
class LimitsCheck {

  void check(
      @Observes StartupEvent event,
      GatewayConfig config,
      @ConfigProperty(name = "quarkus.sqs.async-client.max-concurrency") int sqsConnections) {
    require(
        config.publishInFlight() < sqsConnections,
        "publish-in-flight must stay below quarkus.sqs.async-client.max-concurrency = "
            + sqsConnections);
    require(
        config.publishGather().compareTo(config.publishDeadline()) < 0,
        "publish-gather must be shorter than publish-deadline");
    require(config.bodyLimit() > 0, "body-limit must be positive");
    require(config.lineLimit() > 0, "line-limit must be positive");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException("sugang.gateway: " + rule);
    }
  }
}
