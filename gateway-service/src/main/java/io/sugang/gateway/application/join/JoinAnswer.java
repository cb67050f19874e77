package io.sugang.gateway.application.join;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.gateway.domain.Receipt;
import java.time.Instant;
import java.util.Optional;

/** What a student who asks for a seat is answered. */
public sealed interface JoinAnswer {

  /** A new request stands in the line, and the queue has it. */
  record Accepted(Receipt receipt) implements JoinAnswer {}

  /** The student's live receipt for this section; nothing new was made. */
  record AlreadyInLine(Receipt receipt) implements JoinAnswer {}

  /** The first answer to this Idempotency-Key, once more. */
  record Replayed(JoinAnswer first) implements JoinAnswer {}

  /**
   * The request stands in the line, but the queue's answer is missing. A retry gets the same
   * receipt.
   */
  record Unconfirmed() implements JoinAnswer {}

  /** There is no such section. */
  record NoSuchSection() implements JoinAnswer {}

  /** There is no record of the student. */
  record NoSuchStudent() implements JoinAnswer {}

  /** The student's cohorts have no window in the section's term. */
  record NoWindow() implements JoinAnswer {}

  /** Too early. */
  record WindowNotOpen(Window window, Instant now) implements JoinAnswer {}

  /** Too late. */
  record WindowClosed(Window window, Instant now) implements JoinAnswer {}

  /** The Idempotency-Key came with another body before. */
  record KeyUsedOtherwise() implements JoinAnswer {}

  /** There is nothing to drop. */
  record NothingToDrop() implements JoinAnswer {}

  /**
   * The student has no seat in the section that was to be given up.
   *
   * @param instead what the student has there
   */
  record NothingToSwap(SectionId source, Optional<HasOtherwise> instead) implements JoinAnswer {}

  /** What is to be given up is of another term. */
  record SourceOfOtherTerm() implements JoinAnswer {}

  /**
   * The student waits for the section by a request that gives up something else for it, or nothing.
   *
   * @param receipt its id
   */
  record AskedOtherwise(String receipt) implements JoinAnswer {}

  /** The student has the seat already, and gave up something else for it, or nothing. */
  record HeldOtherwise(SectionId source) implements JoinAnswer {}

  /**
   * The student has something in the section, but not what was to be dropped.
   *
   * @param receipt id of what the student has
   * @param state of it: waiting, admitted or waitlisted
   */
  record HasOtherwise(String receipt, RequestState state) implements JoinAnswer {}

  /** The section's line is as long as it may be. */
  record LineFull() implements JoinAnswer {}

  /** Redis is away, or the line is closed until it is reopened. */
  record LineClosed() implements JoinAnswer {}

  /** Operators let nobody join now, and the student has no live receipt that could be repeated. */
  record Paused() implements JoinAnswer {}

  /**
   * enrollment-service does not answer, and the student has no live receipt that could be repeated
   * without it.
   */
  record EnrollmentAway() implements JoinAnswer {}

  /** More is being published than this gateway may hold. */
  record Overloaded() implements JoinAnswer {}
}
