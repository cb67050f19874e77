package io.sugang.gateway;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** This gateway's clock, which a test may set wrong. */
@Alternative
@Priority(1)
@Singleton
public class SettableClock extends Clock {

  private volatile Clock now = Clock.systemUTC();

  /** It stands at this time. */
  public void set(Instant at) {
    now = Clock.fixed(at, ZoneOffset.UTC);
  }

  /** It is right again. */
  public void reset() {
    now = Clock.systemUTC();
  }

  @Override
  public Instant instant() {
    return now.instant();
  }

  @Override
  public ZoneId getZone() {
    return now.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return now.withZone(zone);
  }
}
