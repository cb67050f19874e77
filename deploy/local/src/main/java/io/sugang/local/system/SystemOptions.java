package io.sugang.local.system;

import java.time.Duration;
import java.util.Set;

/**
 * How to bring a local system up.
 *
 * @param gatewayPort where students come in
 * @param seed which university
 * @param students how many of them, 1 to 100,000
 * @param gateways how many gateways, 1 to 9
 * @param workers how many waitlist-service processes, 1 to 9
 * @param replicaWait how long a commit waits for a silent replica, whole seconds
 * @param services which of them to start; tests that run a service themselves leave it out
 */
public record SystemOptions(
    int gatewayPort,
    long seed,
    int students,
    int gateways,
    int workers,
    Duration replicaWait,
    Set<String> services) {

  /** All four. */
  public static final Set<String> ALL_SERVICES =
      Set.of("enrollment-service", "waitlist-service", "notification-service", "gateway-service");
}
