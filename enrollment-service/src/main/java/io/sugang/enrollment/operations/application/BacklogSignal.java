package io.sugang.enrollment.operations.application;

import java.util.Optional;

/** Tells whoever scales workers, and wakes operators, what waits. */
public interface BacklogSignal {

  /**
   * What waits in the database.
   *
   * @param undecided journaled requests that nobody has decided
   * @param oldestUndecidedSeconds since the first of them was accepted; 0 if there is none
   * @param oldestOpenLetterSeconds since the first of the open dead letters was recorded; likewise
   */
  record Waiting(long undecided, long oldestUndecidedSeconds, long oldestOpenLetterSeconds) {}

  /**
   * What is so now.
   *
   * @param waiting empty if the database does not tell
   * @param uncollectedSeconds since the dead letter queues were looked at last
   */
  record Figures(Optional<Waiting> waiting, long uncollectedSeconds) {}

  void tell(Figures figures);
}
