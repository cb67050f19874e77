package io.sugang.gateway.application.join;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.domain.Released;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
     * @param releases what it gives up
     */
    record InLine(
        Novelty novelty,
        RequestNumber number,
        OptionalLong position,
        Instant acceptedAt,
        boolean waits,
        Optional<Released> releases)
        implements Reply {}

    /** The window is not open, by Redis's clock. */
    record OutsideWindow(boolean early, Instant now) implements Reply {}

    /** No room. */
    record Full() implements Reply {}

    /** Nobody can tell yet what became of an earlier request of the student's. */
    record Untold() implements Reply {}

    /** There is nothing to drop, or to give up. */
    record Nothing() implements Reply {}

    /**
     * The student has a request for the section that gives up something else, or nothing.
     *
     * @param state admitted, or waiting whether or not it is on the waitlist
     */
    record AskedOtherwise(RequestNumber receipt, RequestState state) implements Reply {}

    /**
     * There is something to drop, but it is not what it must be.
     *
     * @param state waiting, admitted or waitlisted
     */
    record Otherwise(RequestNumber receipt, RequestState state) implements Reply {}
  }

  /** Whether it is new; or was, when the answer was given that is now replayed. */
  enum Novelty {
    JOINED,
    EXISTING,
    REPLAYED_JOINED,
    REPLAYED_EXISTING
  }

  /**
   * Joins each, in this order, or finds the place that the student has. Completes on any thread,
   * with a reply for each; or fails for all.
   *
   * @param commands 1 to {@value io.sugang.contract.message.RequestsAccepted#MAX_REQUESTS}, all of
   *     this section and window
   */
  CompletionStage<List<Reply>> join(SectionId section, Window window, List<EnrollCommand> commands);

  /**
   * What a student has in a section: the number of the request that won it, or may yet, and its
   * state; empty if there is nothing. Completes on any thread.
   */
  CompletionStage<Optional<Holding>> holding(StudentId student, SectionId section);

  /**
   * What a student has in a section.
   *
   * @param state waiting, admitted or waitlisted
   */
  record Holding(RequestNumber receipt, RequestState state) {}

  /** Joins with a drop, or finds the place that it has. Completes on any thread. */
  CompletionStage<Reply> drop(DropCommand command);

  /**
   * Binds an Idempotency-Key to what it asks; false if it asked something else before. Completes on
   * any thread.
   */
  CompletionStage<Boolean> claim(StudentId student, String idempotencyKey, String fingerprint);

  /**
   * Notes requests under their students, for whoever looks for them; twice changes nothing.
   * Completes on any thread; fails if one or more may not be noted.
   */
  CompletionStage<Void> note(Collection<LineRequest> requests);

  /** Whether anybody can join. Fails if Redis does not say. */
  CompletionStage<Boolean> isOpen();
}
