package io.sugang.gateway;

import java.util.List;

/** The real parts, each behind a proxy that can let connections go half open. */
public final class HalfOpenStack extends StackWithEnrollment {

  /** Where the gateway finds its parts. */
  public static final List<String> PLACES =
      List.of("SUGANG_REDIS_URL", "SUGANG_SQS_ENDPOINT", "SUGANG_ENROLLMENT_URL");

  @Override
  protected List<String> behindProxies() {
    return PLACES;
  }
}
