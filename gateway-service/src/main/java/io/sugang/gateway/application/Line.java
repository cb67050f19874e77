package io.sugang.gateway.application;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.office.Term.Window;
import io.sugang.gateway.domain.Standing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** The waiting lines, as Redis keeps them. */
public interface Line {

  /** Redis does not answer, or the line is closed until it is reopened. */
  final class LineAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LineAwayException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Redis's answer to a join is missing: the student may stand in the line. A retry tells. */
  final class JoinUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JoinUnknownException(Throwable cause) {
      super("Redis did not answer a join: " + cause, cause);
    }
  }

  /**
   * A wish to join.
   *
   * @param idempotencyKey whose first answer is to be remembered, or replayed
   */
  record Wish(
      StudentId student,
      SectionId section,
      Window window,
      Optional<String> idempotencyKey,
      String traceparent) {}

  /** What the line says to a wish. */
  sealed interface Reply {
    /**
     * The student has a place.
     *
     * @param position how many were ahead; empty if decided
     * @param waits whether the request is undecided, and so must be known to the queue
     */
    record Place(
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

  /** What a request must be, so that it may be let go. */
  enum Required {
    /** It has a seat. */
    ADMITTED,
    /** It stands on the waitlist. */
    WAITLISTED,
    /** Any of these, or it is undecided. */
    ANY
  }

  /**
   * A wish to let go of an earlier request.
   *
   * @param receipt its number; empty for whatever of the student's is live in the section
   */
  record DropWish(
      StudentId student,
      SectionId section,
      Optional<RequestNumber> receipt,
      Required required,
      Window window,
      Optional<String> idempotencyKey,
      String traceparent) {}

  /** What the line says to a wish to let go. */
  sealed interface DropReply {
    /** The drop has a place. */
    record Joined(Reply.Place place, RequestNumber letsGo) implements DropReply {}

    /** The window is not open, by Redis's clock. */
    record OutsideWindow(boolean early, Instant now) implements DropReply {}

    /** There is nothing to let go. */
    record Nothing() implements DropReply {}

    /**
     * There is something, but it is not what it must be.
     *
     * @param state {@code waiting}, {@code admitted} or {@code waitlisted}
     */
    record Otherwise(RequestNumber receipt, String state) implements DropReply {}

    /** No room. */
    record Full() implements DropReply {}
  }

  /** Whether a place is new; or was, when the answer was given that is now replayed. */
  enum Novelty {
    JOINED,
    EXISTING,
    REPLAYED_JOINED,
    REPLAYED_EXISTING
  }

  /** A request that a student made, wherever it stands. */
  record Trace(SectionId section, RequestNumber number, Instant acceptedAt) {}

  /**
   * Seats and line of a section.
   *
   * @param waitlisted students who wait for a seat
   * @param waiting requests that wait for a decision
   * @param version of the seats; 0 if no worker has told any yet
   */
  record SectionState(long version, int capacity, int taken, int waitlisted, long waiting) {}

  /** Joins, or finds the place that the student has. Completes on any thread. */
  CompletionStage<Reply> join(Wish wish);

  /** Joins with a drop, or finds the place that it has. Completes on any thread. */
  CompletionStage<DropReply> drop(DropWish wish);

  /**
   * Binds an Idempotency-Key to what it asks; false if it asked something else before. Completes on
   * any thread.
   */
  CompletionStage<Boolean> claim(StudentId student, String idempotencyKey, String fingerprint);

  /** Notes a request under its student, for {@link #tracesOf}. Completes on any thread. */
  CompletionStage<Void> trace(StudentId student, Trace trace);

  /** All requests of a student. */
  Uni<List<Trace>> tracesOf(StudentId student);

  /**
   * How a student's request stands; empty if the line knows nothing of it, or the number is
   * another's.
   */
  Uni<Optional<Standing>> standing(StudentId student, SectionId section, RequestNumber number);

  /** Seats and lines of sections. */
  Uni<Map<SectionId, SectionState>> states(Collection<SectionId> sections);

  /** Whether anybody can join. Fails if Redis does not say. */
  Uni<Boolean> isOpen();

  /** Redis's clock. */
  Uni<Instant> time();
}
