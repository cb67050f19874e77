package io.sugang.aws.service;

import java.util.Map;

/** The figures that enrollment-service's log tells, in CloudWatch. */
public final class BacklogMetrics {

  public static final String NAMESPACE = "Sugang";

  /** Journaled requests that nobody has decided. */
  public static final String UNDECIDED = "UndecidedRequests";

  /** Seconds since the first of them was accepted. */
  public static final String OLDEST_UNDECIDED = "OldestUndecidedRequest";

  /** Seconds since the first of the open dead letters was recorded. */
  public static final String OLDEST_LETTER = "OldestOpenDeadLetter";

  /** Seconds since the dead letter queues were looked at. */
  public static final String UNCOLLECTED = "SinceDeadLettersCollected";

  private BacklogMetrics() {}

  public static Map<String, String> dimensions() {
    return Map.of("Service", Service.ENROLLMENT.module());
  }
}
