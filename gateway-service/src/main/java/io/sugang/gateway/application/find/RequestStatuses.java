package io.sugang.gateway.application.find;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.gateway.domain.RequestStatus;
import java.util.List;
import java.util.Optional;

/** What the line knows of requests. */
public interface RequestStatuses {

  /** All requests of a student. */
  Uni<List<RequestRef>> requestsOf(StudentId student);

  /**
   * Where a student's request is; empty if the line knows nothing of it, or the number is
   * another's.
   */
  Uni<Optional<RequestStatus>> status(StudentId student, SectionId section, RequestNumber number);
}
