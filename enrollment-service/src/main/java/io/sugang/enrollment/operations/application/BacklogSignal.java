package io.sugang.enrollment.operations.application;

/** Tells whoever scales workers, and wakes operators, what waits. */
public interface BacklogSignal {

  /**
   * What waits now.
   *
   * @param undecided journaled requests that nobody has decided
   * @param oldestUndecidedSeconds since the first of them was accepted; 0 if there is none
   * @param oldestOpenLetterSeconds since the first of the open dead letters was recorded; likewise
   * @param uncollectedSeconds since the dead letter queues were looked at last
   */
  record Figures(
      long undecided,
      long oldestUndecidedSeconds,
      long oldestOpenLetterSeconds,
      long uncollectedSeconds) {}

  void tell(Figures figures);
}
