package io.sugang.gateway.application;

import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.enrollment.Enrollment;
import io.sugang.contract.enrollment.JournaledRequest;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.enrollment.StudentRecord;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.id.TermId;
import io.sugang.contract.pause.AcceptingPause;
import io.sugang.gateway.domain.Identity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What enrollment-service knows. Answers may be a second old, unless said otherwise; they complete
 * on any thread, or fail with {@link EnrollmentAwayException}.
 */
public interface EnrollmentClient {

  /** Everything that is offered. */
  CompletionStage<Catalogue> catalogue();

  /** Every term, the latest first. */
  CompletionStage<List<Term>> terms();

  /** Where nobody new is let into the lines, as of now. */
  CompletionStage<List<AcceptingPause>> acceptingPauses();

  /**
   * Which cohorts a student is in; empty if there is no record of the student. Completes at once if
   * it is known, else on any thread; at most 5 s old.
   */
  CompletionStage<Optional<Membership>> membership(StudentId student);

  /** As {@link #membership}, but as of now. Completes on any thread. */
  CompletionStage<Optional<Membership>> membershipOnWriter(StudentId student);

  /** Whether the cohorts of all students are known. */
  boolean knowsMemberships();

  /** A student's record; empty if there is no record of the student. */
  CompletionStage<Optional<StudentRecord>> me(Identity identity);

  /** The seats that a student holds. */
  CompletionStage<List<Enrollment>> enrollments(Identity identity);

  /** As {@link #enrollments}, from the writer and as of now. */
  CompletionStage<List<Enrollment>> freshEnrollments(Identity identity);

  /**
   * A student's journaled requests of one section, of one term, of both, or all; the latest {@link
   * JournaledRequest#MOST}.
   */
  CompletionStage<List<JournaledRequest>> requests(
      Identity identity, Optional<SectionId> section, Optional<TermId> term);

  /** One request, as of now; empty if the journal has none. */
  CompletionStage<Optional<JournaledRequest>> request(
      Identity identity, SectionId section, RequestNumber number);
}
