package io.sugang.waitlist.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The worker's limits. They are checked against each other at start, by {@link LimitsCheck}. */
@ConfigMapping(prefix = "sugang.waitlist")
public interface WaitlistConfig {

  /** So many of the waitlist are locked with a batch that may serve them. */
  int WAITLIST_LOOK = 100;

  /** Places on a waitlist that are reviewed in one transaction, at most. */
  int REVIEWED_AT_ONCE = 100;

  /** Parallel receives. */
  @WithDefault("1")
  int receivers();

  /** How long a receive waits for a message; SQS allows up to 20 s. */
  @WithDefault("10S")
  Duration receiveWait();

  /**
   * After a receive that brought messages, but fewer than it may, the receiver waits so long: more
   * messages at once cost SQS and the journal less, and decisions don't wait for them.
   */
  @WithDefault("40MS")
  Duration receivePause();

  /**
   * What was received is journaled after this time or up to a third sooner, half a second at most:
   * what is decided meanwhile needs no row of its own first.
   */
  @WithDefault("450MS")
  Duration journalAfter();

  /** Longest time for journaling what was received. */
  @WithDefault("4S")
  Duration journalTimeout();

  /** Longest time for one batch, from its first lock to its commit. */
  @WithDefault("10S")
  Duration batchTimeout();

  /**
   * A connection to the database that says nothing for so long is closed, in whole seconds: longer
   * than any statement takes.
   */
  @WithDefault("15S")
  Duration writerSilence();

  /** Longest time for a connection to be made: a host that is gone does not refuse. */
  @WithDefault("2S")
  Duration writerConnect();

  /** Longest time for one answer from Redis. */
  @WithDefault("2S")
  Duration redisTimeout();

  /** Longest time for one answer from SQS beyond what it was asked to wait. */
  @WithDefault("3S")
  Duration sqsTimeout();

  /**
   * Requests that are decided in one transaction, at most. Student locks stay below MariaDB's
   * 1,000.
   */
  @WithDefault("500")
  int batchSize();

  /**
   * After a batch that was not full, the section's next one begins so much later, or as much later
   * as the batch took: more requests at once cost less each.
   */
  @WithDefault("60MS")
  Duration batchPace();

  /**
   * So much later for each section of the whole fleet that has something to decide, if that is
   * more.
   */
  @WithDefault("8MS")
  Duration batchPacePerSection();

  /** And so much later at most. */
  @WithDefault("500MS")
  Duration batchPaceMost();

  /** Batches of different sections at the same time. */
  @WithDefault("8")
  int parallelBatches();

  /** Longest wait before a section that another worker holds is tried again. */
  @WithDefault("40MS")
  Duration busyRetry();

  /** Wait before a batch that failed for a passing reason is tried again. */
  @WithDefault("500MS")
  Duration failureRetry();

  /**
   * A batch that fails so often, for a reason that may pass, is taken apart to find who is at
   * fault. A lost connection, a deadlock or a read-only database is nobody's fault.
   */
  @WithDefault("5")
  int failureTries();

  /** As {@link #failureTries()}, if it fails for so long. */
  @WithDefault("5S")
  Duration failurePatience();

  /**
   * The database ends a transaction whose worker says nothing for so long, in whole seconds: a
   * frozen worker holds up nobody for longer.
   */
  @WithDefault("4S")
  Duration idleTransaction();

  /** How often this worker says that it is alive, and hears who else is. */
  @WithDefault("1S")
  Duration heartbeat();

  /** Who was silent for so long is not reckoned with; more than {@link #heartbeat}. */
  @WithDefault("3S")
  Duration heartbeatLifetime();

  /**
   * A section that is passed on, and not taken for so long, is worked on by its receiver; ten times
   * as long if that worker took the last ones.
   */
  @WithDefault("20MS")
  Duration handover();

  /**
   * How often the journal is looked over for requests that nobody works on; older ones are woken.
   */
  @WithDefault("2S")
  Duration sweepInterval();

  /**
   * Places on a waitlist whose student's case changed elsewhere are reviewed when a seat is free,
   * and else after so long: many changes at once cost less each.
   */
  @WithDefault("3S")
  Duration reviewAfter();

  /**
   * How often every line is looked at for a head that does not move; it costs a command a section.
   */
  @WithDefault("10S")
  Duration lineSweepInterval();

  /**
   * How often the outbox is looked at without being told of new intents: there may be room again,
   * or another worker may have died with intents to hand over.
   */
  @WithDefault("250MS")
  Duration outboxInterval();

  /** Mail intents that are handed over in one transaction, at most. */
  @WithDefault("50")
  int outboxBatch();

  /**
   * Mail intents that are handed over and not sent yet, at most: the rest waits in the database,
   * where it is in nobody's way.
   */
  @WithDefault("100")
  int outboxInFlight();

  /** Mail intents wait this long for decisions in hand, at most; then some are handed over. */
  @WithDefault("10S")
  Duration outboxYield();

  /** After this time a handed-over intent that no notifier claimed is handed over again. */
  @WithDefault("10M")
  Duration outboxReclaim();

  /** How often handed-over intents are looked over for such. */
  @WithDefault("1M")
  Duration outboxReclaimInterval();

  /** How often the line is looked at, whether it is open and there for every section. */
  @WithDefault("1S")
  Duration reopenInterval();

  /** How often every section's line is looked at, whether it is whole; it costs a script each. */
  @WithDefault("5S")
  Duration lineLookInterval();

  /**
   * A closed line is reopened when the queue was empty for so long: no message comes late that
   * would lose its turn.
   */
  @WithDefault("1S")
  Duration reopenQuiet();

  /**
   * A closed line is reopened no sooner than so long after it was found closed: longer than a
   * gateway's publish deadline and {@link #journalAfter} together, so that all that was joined
   * before has arrived.
   */
  @WithDefault("2500MS")
  Duration reopenAfter();

  /** Sections whose lines are rebuilt together, by one thread. */
  @WithDefault("32")
  int reopenTogether();

  /** Between two pages of restored decisions a worker waits this long for new ones, at most. */
  @WithDefault("200MS")
  Duration restoreYield();

  /**
   * Whoever restores a section's decisions keeps others from it for so long: more than a page
   * takes.
   */
  @WithDefault("10S")
  Duration restoreClaim();

  /** What can wait waits until nothing was decided for so long. */
  @WithDefault("500MS")
  Duration quietAfter();

  /** How often a worker that decides asks ECS to stop others instead. */
  @WithDefault("5S")
  Duration protectInterval();

  /**
   * ECS spares it for so long, in whole minutes, so that a worker that died is not kept for long.
   */
  @WithDefault("2M")
  Duration protectTime();

  /** Longest time for ECS's answer. */
  @WithDefault("3S")
  Duration protectTimeout();

  /** How often it is looked up what operators hold up. */
  @WithDefault("500MS")
  Duration pauseLook();
}
