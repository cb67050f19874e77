package io.sugang.gateway.application.find;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.gateway.domain.RequestStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What the line knows of requests. Answers complete on any thread, or fail with {@link
 * io.sugang.gateway.application.LineAwayException}.
 */
public interface RequestStatuses {

  /** All requests of a student. */
  CompletionStage<List<RequestRef>> requestsOf(StudentId student);

  /**
   * The status of a student's request; empty if the line knows nothing of it, or the number is
   * another's.
   */
  CompletionStage<Optional<RequestStatus>> status(
      StudentId student, SectionId section, RequestNumber number);
}
