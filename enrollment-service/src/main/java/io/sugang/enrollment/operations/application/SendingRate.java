package io.sugang.enrollment.operations.application;

import java.time.Duration;
import java.time.Instant;

/** How many may be sent now so that there are not more than so many a second. */
final class SendingRate {

  private static final double MILLIS = 1000;

  private Instant counted;

  /** Begins with one, so that the first does not wait. */
  private double saved = 1;

  SendingRate(Instant now) {
    this.counted = now;
  }

  /** How many may be sent now; what was not sent is saved for a second. */
  int allowed(int perSecond, Instant now) {
    double seconds = Math.max(0, Duration.between(counted, now).toMillis()) / MILLIS;
    saved = Math.min(perSecond, saved + seconds * perSecond);
    counted = now;
    return (int) saved;
  }

  /** One was sent. */
  void sent() {
    saved--;
  }
}
