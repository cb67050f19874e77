package io.sugang.gateway.application;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.office.Catalogue;
import io.sugang.contract.office.Enrollment;
import io.sugang.contract.office.JournaledRequest;
import io.sugang.contract.office.StudentRecord;
import io.sugang.contract.office.Term;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/** What enrollment-service knows. Answers may be a second old, unless said otherwise. */
public interface Office {

  /** The office does not answer. */
  final class OfficeAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public OfficeAwayException(Throwable cause) {
      super("enrollment-service does not answer: " + cause.getClass().getSimpleName(), cause);
    }
  }

  /**
   * A student with the token that proves it; it is handed on to the office, which checks it again.
   *
   * @param bearer the Authorization header's value
   */
  record Identity(StudentId student, String bearer) {
    @Override
    public String toString() {
      return student.toString();
    }
  }

  /** Everything that is offered. */
  Uni<Catalogue> catalogue();

  /** Every term, the latest first. */
  Uni<List<Term>> terms();

  /**
   * A student's year of study; empty if the office does not know the student. Completes at once if
   * it is known, else on any thread; at most 5 s old.
   */
  CompletionStage<OptionalInt> year(StudentId student);

  /** As {@link #year}, but as of now. Completes on any thread. */
  CompletionStage<OptionalInt> yearNow(StudentId student);

  /** Whether the cohorts of all students are known. */
  boolean knowsCohorts();

  /** A student's record; empty if the office does not know the student. */
  Uni<Optional<StudentRecord>> me(Identity identity);

  /** The seats that a student holds. */
  Uni<List<Enrollment>> enrollments(Identity identity);

  /** As {@link #enrollments}, from the writer and as of now. */
  Uni<List<Enrollment>> freshEnrollments(Identity identity);

  /** A student's journaled requests. */
  Uni<List<JournaledRequest>> requests(Identity identity);

  /** One request, as of now; empty if the journal has none. */
  Uni<Optional<JournaledRequest>> request(
      Identity identity, SectionId section, RequestNumber number);
}
