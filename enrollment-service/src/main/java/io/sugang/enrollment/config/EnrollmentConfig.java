package io.sugang.enrollment.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** This service's limits. */
@ConfigMapping(prefix = "sugang.enrollment")
public interface EnrollmentConfig {

  /** Longest time for what gateways keep copies of: catalogue, terms and students' years. */
  @WithDefault("3S")
  Duration copyTimeout();

  /** Longest time for an answer of the reader endpoint that a student waits for. */
  @WithDefault("700MS")
  Duration readTimeout();

  /** How often the reader endpoint is asked whether it is there. */
  @WithDefault("250MS")
  Duration readerCheck();

  /** A reader endpoint that says nothing for so long is away: the writer is asked instead. */
  @WithDefault("500MS")
  Duration readerSilence();

  /** Connections to the writer while it stands in for the reader, at most. */
  @WithDefault("8")
  int standInConnections();

  /**
   * A connection to a database that says nothing for so long is closed, in whole seconds: longer
   * than any statement takes.
   */
  @WithDefault("15S")
  Duration connectionSilence();

  /** Longest time for a connection to be made: a host that is gone does not refuse. */
  @WithDefault("2S")
  Duration connectTimeout();

  /** Changes of students may be committed in another order than they were made, by so much. */
  @WithDefault("10S")
  Duration commitsOvertaken();

  /** How often the dead letter queues are looked at. */
  @WithDefault("10S")
  Duration collectInterval();

  /**
   * For so long, in whole seconds, a dead letter that was looked at may be hidden from others, such
   * as from a redrive. One that was not found for twice as long has left its queue.
   */
  @WithDefault("30S")
  Duration letterHiding();

  /** Dead letters of a queue that are looked at in one round, at most. */
  @WithDefault("5000")
  int lettersPerRound();

  /**
   * How long a look at a dead letter queue waits for letters, in whole seconds: SQS asks all of its
   * servers only if it may wait.
   */
  @WithDefault("1S")
  Duration letterWait();

  /** Longest time for an answer of SQS, beyond {@link #letterWait}. */
  @WithDefault("3S")
  Duration sqsTimeout();

  /** Longest time for what operators ask of a database. */
  @WithDefault("5S")
  Duration operationsTimeout();

  /** How often jobs on dead letters are carried on with. */
  @WithDefault("250MS")
  Duration jobInterval();

  /** A process that has not said for so long that it carries a job out has died. */
  @WithDefault("10S")
  Duration jobLease();

  /** Jobs send nothing while more requests than these wait for their decision. */
  @WithDefault("200")
  int jobYieldsTo();

  /** A letter that was sent so long ago, and of which nothing is known, may be sent again. */
  @WithDefault("10M")
  Duration letterLost();

  /**
   * Replays of so many letters, and whatever is discarded, need another operator's approval; 0: no
   * job needs one.
   */
  @WithDefault("0")
  int approvalFrom();

  /** A job that nobody approved for so long can't be approved any more. */
  @WithDefault("30M")
  Duration approvalTime();

  /**
   * Whether the log tells what waits, in CloudWatch's embedded metric format, so that workers can
   * be scaled by it.
   */
  @WithDefault("false")
  boolean backlogSignal();

  /** How often it does. */
  @WithDefault("10S")
  Duration signalInterval();
}
