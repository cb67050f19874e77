package io.sugang.waitlist.application.decide;

/** One transaction of the writer. Closing it without a commit takes everything back. */
public interface Transaction extends AutoCloseable {

  /**
   * Makes it true. If the outcome is unknown, the next look at what it locked, under that lock,
   * tells.
   */
  void commit();

  @Override
  void close();
}
