package io.sugang.enrollment.operations.application;

import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.enrollment.operations.domain.LetterJob;
import io.sugang.enrollment.operations.domain.LetterJobState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Jobs and their letters. Whatever an operator does is told by an audit entry in its commit. */
public interface LetterJobStore {

  /** Who does something, and why. */
  record By(String who, String reason, Instant at) {}

  /**
   * What a replay of letters would come to, by what is known now.
   *
   * @param letters how many are meant
   * @param decidedAlready requests that are decided: nothing would change
   * @param wouldFailAgain requests whose section or student is missing still, by cause
   * @param toBeDecided the others
   */
  record Preview(
      long letters, long decidedAlready, Map<String, Long> wouldFailAgain, long toBeDecided) {}

  /** What replaying these would come to. */
  Preview preview(DeadLetterFilter which, Instant stuckBefore);

  /**
   * Makes a job of the letters that a filter lets through now and that nobody has in hand; empty if
   * there is none.
   *
   * @param stuckBefore letters that were sent before, and of which nothing is known, are meant too
   * @param needsApproval by how many letters it is decided
   */
  Optional<Long> create(
      String kind,
      DeadLetterFilter which,
      int rate,
      Instant stuckBefore,
      IntPredicate needsApproval,
      By by);

  /** A job; empty if there is none with this id. */
  Optional<LetterJob> find(long id);

  /** Jobs, the latest first. */
  List<LetterJob> list(int offset, int max);

  /** How many jobs there are. */
  long count();

  /**
   * Brings a job into another state.
   *
   * @param action for the audit
   * @return false if it is in none of the states that it may come from
   */
  boolean change(long id, String action, Collection<LetterJobState> from, LetterJobState to, By by);

  /** As {@link #change}, of an unapproved job that is not older, and not of whoever approves. */
  boolean approve(long id, Instant notBefore, By by);

  /** Changes the rate of a job that is not over; false if it is. */
  boolean changeRate(long id, int rate, By by);
}
