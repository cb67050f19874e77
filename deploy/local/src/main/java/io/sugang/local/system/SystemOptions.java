package io.sugang.local.system;

import java.util.Set;

/**
 * How to bring a local system up.
 *
 * @param gatewayPort where students come in
 * @param seed which university
 * @param students how many of them, 1 to 100,000
 * @param services which of them to start; tests that run a service themselves leave it out
 */
public record SystemOptions(int gatewayPort, long seed, int students, Set<String> services) {

  /** All four. */
  public static final Set<String> ALL_SERVICES =
      Set.of("enrollment-service", "waitlist-service", "notification-service", "gateway-service");
}
