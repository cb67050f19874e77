package io.sugang.lifecycle;

import java.time.Duration;

/** Something that a service does by itself, from its start to its end. */
public interface Duty {

  /** What it is called in logs and settings, such as {@code reopen-line}. */
  String name();

  /** Begins. Called once. */
  void start();

  /** Begins nothing new until {@link #resume}; what is in hand goes on. */
  void pause();

  /** Ends a {@link #pause}. */
  void resume();

  /** Begins nothing more, and waits for nothing. */
  void stopSoon();

  /**
   * Begins nothing more, and waits for what is in hand.
   *
   * @param patience what lasts longer is broken off
   * @return whether all that was in hand ended in time
   */
  boolean stop(Duration patience) throws InterruptedException;
}
