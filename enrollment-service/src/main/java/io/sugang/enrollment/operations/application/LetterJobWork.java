package io.sugang.enrollment.operations.application;

import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** How jobs are carried out. */
public interface LetterJobWork {

  /** A letter of a job, whose turn it is. */
  record Next(
      int position,
      long letter,
      Queue queue,
      DeadLetterState state,
      Instant since,
      int returns,
      String body,
      Map<String, String> attributes) {}

  /**
   * What became of letters that were sent since the job was begun, or resumed.
   *
   * @param decided how many were
   * @param returned how many came back
   * @param lastReturned how many of the last came back one after the other
   */
  record Results(long decided, long returned, long lastReturned) {}

  /** Jobs that are to be carried out. */
  List<Long> running();

  /** Takes a job in hand, or keeps it; false if another process has it. */
  boolean lease(long id, String process, Instant now, Instant until);

  /**
   * Notes what became of letters that were sent; of what was sent before an instant, that nobody
   * knows. Returns what is known.
   */
  Results follow(long id, Instant lostBefore, Instant now);

  /** Whose turn it is: of one section one after the other, of all at most so many. */
  List<Next> next(long id, int max);

  /** A letter was sent, and not before an instant. */
  void sent(long job, Next letter, Instant since);

  /** Nothing is to be done to a letter. */
  void skipped(long job, int position, String why, Instant now);

  /** Discards some letters; returns how many. */
  int discard(long job, int max, Instant now);

  /** A job that runs holds up itself. */
  void stop(long id, String because, Instant now);

  /** A job that runs is over. */
  void done(long id, Instant now);

  /** Whether more than so many requests wait for their decision. */
  boolean isBusy(int undecided);
}
