package io.sugang.gateway.application.join;

import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.RequestRef;

/** Hears of requests that this gateway took, on any thread; must not block. */
public interface AcceptanceListener {

  /** A student's request stands in the line; and in the queue, as far as is known. */
  void accepted(StudentId student, RequestRef request);
}
