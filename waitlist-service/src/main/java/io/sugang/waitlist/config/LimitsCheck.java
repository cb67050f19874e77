package io.sugang.waitlist.config;

import io.quarkus.runtime.StartupEvent;
import io.sugang.contract.message.MailsDue;
import io.sugang.contract.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start with limits that contradict each other. */
@ApplicationScoped
class LimitsCheck {

  private static final int SQS_BATCH = 10;
  private static final int MARIADB_IN_LIST = 1000;

  /** With whoever of the waitlist is locked beside it. */
  private static final int LARGEST_BATCH =
      MARIADB_IN_LIST - WaitlistConfig.WAITLIST_LOOK - WaitlistConfig.REVIEWED_AT_ONCE - 1;

  void check(
      @Observes StartupEvent event,
      WaitlistConfig config,
      @ConfigProperty(name = "quarkus.datasource.reactive.max-size") int poolSize,
      @ConfigProperty(name = "quarkus.datasource.reactive.mysql.connection-timeout")
          int poolSeconds) {
    require(config.journalAfter().toMillis() <= 500, "journal-after must be 500 ms or less");
    require(
        config
                .journalAfter()
                .plus(config.journalTimeout())
                .multipliedBy(2)
                .compareTo(Queue.REQUESTS.visibilityTimeout())
            <= 0,
        "(journal-after + journal-timeout) × 2 must not exceed the requests queue's visibility time-out of "
            + Queue.REQUESTS.visibilityTimeout());
    require(
        !config.batchPace().isNegative()
            && config.batchPace().compareTo(config.batchPaceMost()) <= 0
            && config.batchPaceMost().toMillis() <= 500,
        "batch-pace must be 0 to batch-pace-most, and that 500 ms or less");
    require(!config.batchPacePerSection().isNegative(), "batch-pace-per-section must be 0 or more");
    require(
        config.parallelBatches() + config.receivers() + 5 <= poolSize,
        "parallel-batches + receivers + 5 (journal, outbox, sweep, reopening, restoring) must not exceed quarkus.datasource.reactive.max-size = "
            + poolSize);
    require(
        config.batchTimeout().toSeconds() > poolSeconds
            && config.journalTimeout().toSeconds() > poolSeconds,
        "batch-timeout and journal-timeout must exceed quarkus.datasource.reactive.mysql.connection-timeout = "
            + poolSeconds);
    require(
        config.batchSize() >= 1 && config.batchSize() <= LARGEST_BATCH,
        "batch-size must be 1 to " + LARGEST_BATCH);
    require(
        config.outboxBatch() >= 1 && config.outboxBatch() <= SQS_BATCH * MailsDue.MAX_MAILS,
        "outbox-batch must be 1 to " + SQS_BATCH * MailsDue.MAX_MAILS);
    require(
        config.outboxInFlight() >= config.outboxBatch(),
        "outbox-in-flight must not be less than outbox-batch");
    require(
        !config.receivePause().isNegative()
            && config.receivePause().compareTo(config.journalTimeout()) < 0,
        "receive-pause must be 0 or more, and less than journal-timeout");
    require(config.failureTries() >= 1, "failure-tries must be 1 or more");
    require(
        config.idleTransaction().compareTo(config.redisTimeout()) > 0
            && config.idleTransaction().compareTo(config.sqsTimeout()) > 0
            && config.idleTransaction().toSeconds() <= 5,
        "idle-transaction must be longer than redis-timeout and sqs-timeout, which a transaction may wait for, and 5 s at most");
    require(
        config.writerSilence().compareTo(config.batchTimeout()) > 0
            && config.writerSilence().compareTo(config.journalTimeout()) > 0,
        "writer-silence must be longer than batch-timeout and journal-timeout");
    require(
        config.protectTime().toMinutes() >= 1
            && config.protectTime().compareTo(config.protectInterval()) > 0,
        "protect-time must be 1 min or more, and longer than protect-interval");
    require(
        config.receiveWait().toSeconds() <= 20 && !config.receiveWait().isNegative(),
        "receive-wait must be 0 to 20 s");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalStateException("sugang.waitlist: " + rule);
    }
  }
}
