package io.sugang.local.system;

import java.time.Duration;
import java.util.Set;

/**
 * How to bring a local system up.
 *
 * @param gatewayPort where students come in, or {@link #ANY_PORT}
 * @param seed which university
 * @param students how many of them, 1 to 100,000
 * @param rules whether its term has student rules; else seats go by number alone
 * @param gateways how many gateways, 1 to 9
 * @param workers how many waitlist-service processes, 1 to 9
 * @param replicaWait how long a commit waits for a silent replica, whole seconds
 * @param services which of them to start; tests that run a service themselves leave it out
 * @param learns whether services and SQS server note what they would like to know when they start
 */
public record SystemOptions(
    int gatewayPort,
    long seed,
    int students,
    boolean rules,
    int gateways,
    int workers,
    Duration replicaWait,
    Set<String> services,
    boolean learns) {

  /** Whatever port is free. */
  public static final int ANY_PORT = 0;

  /** All four. */
  public static final Set<String> ALL_SERVICES =
      Set.of("enrollment-service", "waitlist-service", "notification-service", "gateway-service");
}
