package io.sugang.waitlist.application.operate;

import java.time.Duration;

/** Whoever runs this worker among others, and stops some when there is less to do. */
public interface ScaleInProtection {

  /** Asks not to be chosen for so long; a worker that is stopped all the same loses nothing. */
  void keep(Duration time);

  /** Lets this worker be chosen. */
  void release();
}
