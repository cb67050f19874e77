package io.sugang.notification.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The notifier's limits. They are checked against each other at start, by {@link LimitsCheck}. */
@ConfigMapping(prefix = "sugang.notification")
public interface NotificationConfig {

  /** The sender's address; SES must have verified it. */
  String from();

  /** SES configuration set, which names where feedback goes. */
  Optional<String> configurationSet();

  /** How long a receive waits for a message; SQS allows up to 20 s. */
  @WithDefault("10S")
  Duration receiveWait();

  /** Mails on their way to SES at the same time, at most. */
  @WithDefault("8")
  int parallelMails();

  /** Longest time for one answer from SES. */
  @WithDefault("5S")
  Duration sesTimeout();

  /** Longest time for one answer from the database. */
  @WithDefault("5S")
  Duration databaseTimeout();

  /**
   * A connection to the database that says nothing for so long is closed, in whole seconds: longer
   * than any statement takes.
   */
  @WithDefault("15S")
  Duration writerSilence();

  /** Longest time for a connection to be made: a host that is gone does not refuse. */
  @WithDefault("2S")
  Duration writerConnect();

  /** What the database did not answer is asked again after this time. */
  @WithDefault("500MS")
  Duration databaseRetry();

  /** Longest time for one answer from SQS beyond what it was asked to wait. */
  @WithDefault("3S")
  Duration sqsTimeout();

  /** A message whose mails could not be sent now comes again after this time. */
  @WithDefault("20S")
  Duration retryAfter();

  /** A mail whose fate is unknown is sent again after this time. */
  @WithDefault("15M")
  Duration unknownAfter();

  /** How often such mails are looked for. */
  @WithDefault("1M")
  Duration rescueInterval();

  /** How often it is looked up whether operators hold mail up. */
  @WithDefault("500MS")
  Duration pauseLook();
}
