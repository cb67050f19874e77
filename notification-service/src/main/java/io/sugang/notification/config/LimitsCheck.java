package io.sugang.notification.config;

import io.quarkus.runtime.StartupEvent;
import io.sugang.contract.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start with limits that contradict each other. */
@ApplicationScoped
class LimitsCheck {

  void check(
      @Observes StartupEvent event,
      NotificationConfig config,
      @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int poolSize,
      @ConfigProperty(name = "quarkus.ses.async-client.max-concurrency") int sesConnections) {
    require(
        config.parallelMails() < poolSize,
        "parallel-mails must stay below quarkus.datasource.reactive.max-size = " + poolSize);
    require(
        config.parallelMails() <= sesConnections,
        "parallel-mails must not exceed quarkus.ses.async-client.max-concurrency = "
            + sesConnections);
    require(
        config.writerSilence().compareTo(config.databaseTimeout()) > 0,
        "writer-silence must be longer than database-timeout");
    require(config.parallelMails() > 0, "parallel-mails must be positive");
    Duration oneMail = config.sesTimeout().plus(config.databaseTimeout().multipliedBy(2));
    require(
        oneMail.multipliedBy(2).compareTo(Queue.NOTIFICATIONS.visibilityTimeout()) <= 0,
        "(ses-timeout + 2 × database-timeout) × 2 must not exceed the queue's visibility time-out of "
            + Queue.NOTIFICATIONS.visibilityTimeout());
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException("sugang.notification: " + rule);
    }
  }
}
