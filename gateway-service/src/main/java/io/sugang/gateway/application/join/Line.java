package io.sugang.gateway.application.join;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.RequestRef;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** The way into the waiting lines. */
public interface Line {

  /** Redis's answer to a join is missing: the student may stand in the line. A retry tells. */
  final class JoinUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JoinUnknownException(Throwable cause) {
      super("Redis did not answer a join: " + cause, cause);
    }
  }

  /** What the line answers to a command. */
  sealed interface Reply {
    /**
     * The student's request is in line, or was.
     *
     * @param position how many were ahead; empty if decided
     * @param waits whether the request is undecided, and so must be known to the queue
     */
    record InLine(
        Novelty novelty,
        RequestNumber number,
        OptionalLong position,
        Instant acceptedAt,
        boolean waits)
        implements Reply {}

    /** The window is not open, by Redis's clock. */
    record OutsideWindow(boolean early, Instant now) implements Reply {}

    /** No room. */
    record Full() implements Reply {}
  }

  /** What the line answers to a command to drop. */
  sealed interface DropReply {
    /** The drop is in line, or was. */
    record Joined(Reply.InLine inLine, RequestNumber releases) implements DropReply {}

    /** The window is not open, by Redis's clock. */
    record OutsideWindow(boolean early, Instant now) implements DropReply {}

    /** There is nothing to drop. */
    record Nothing() implements DropReply {}

    /**
     * There is something, but it is not what it must be.
     *
     * @param state waiting, admitted or waitlisted
     */
    record Otherwise(RequestNumber receipt, RequestState state) implements DropReply {}

    /** No room. */
    record Full() implements DropReply {}
  }

  /** Whether it is new; or was, when the answer was given that is now replayed. */
  enum Novelty {
    JOINED,
    EXISTING,
    REPLAYED_JOINED,
    REPLAYED_EXISTING
  }

  /** Joins, or finds the place that the student has. Completes on any thread. */
  CompletionStage<Reply> join(EnrollCommand command);

  /** Joins with a drop, or finds the place that it has. Completes on any thread. */
  CompletionStage<DropReply> drop(DropCommand command);

  /**
   * Binds an Idempotency-Key to what it asks; false if it asked something else before. Completes on
   * any thread.
   */
  CompletionStage<Boolean> claim(StudentId student, String idempotencyKey, String fingerprint);

  /** Notes a request under its student, for whoever looks for it. Completes on any thread. */
  CompletionStage<Void> note(StudentId student, RequestRef request);

  /** Whether anybody can join. Fails if Redis does not say. */
  CompletionStage<Boolean> isOpen();
}
