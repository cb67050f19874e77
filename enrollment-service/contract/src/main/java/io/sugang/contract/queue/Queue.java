package io.sugang.contract.queue;

import java.time.Duration;

/**
 * Every queue there is, with its limits. The local stack, the services and the infrastructure code
 * all read them here. Each queue has a dead letter queue.
 */
public enum Queue {
  /** {@link io.sugang.contract.message.RequestsAccepted}, gateways to workers. */
  REQUESTS("sugang-requests", Duration.ofSeconds(10), 5),
  /** {@link io.sugang.contract.message.MailsDue}, workers to notifiers. */
  NOTIFICATIONS("sugang-notifications", Duration.ofSeconds(60), 5);

  /** How long every queue keeps a message that nobody deletes; SQS's longest. */
  public static final Duration RETENTION = Duration.ofDays(14);

  private final String queueName;
  private final Duration visibilityTimeout;
  private final int maxReceives;

  Queue(String queueName, Duration visibilityTimeout, int maxReceives) {
    this.queueName = queueName;
    this.visibilityTimeout = visibilityTimeout;
    this.maxReceives = maxReceives;
  }

  /**
   * The queue with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Queue of(String queueName) {
    for (Queue queue : values()) {
      if (queue.queueName.equals(queueName)) {
        return queue;
      }
    }
    throw new IllegalArgumentException("queue: unknown name " + queueName);
  }

  /** Name of the queue. */
  public String queueName() {
    return queueName;
  }

  /** Name of the queue's dead letter queue. */
  public String deadLetterQueueName() {
    return queueName + "-dlq";
  }

  /** How long a received message stays hidden from other receivers. */
  public Duration visibilityTimeout() {
    return visibilityTimeout;
  }

  /** After so many receives without a delete, SQS moves a message to the dead letter queue. */
  public int maxReceives() {
    return maxReceives;
  }
}
