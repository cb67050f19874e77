package io.sugang.gateway.application.follow;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.gateway.domain.RequestStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How lines change. Everything completes on any thread. */
public interface LineSnapshots {

  /**
   * How a section's line is now; empty if nothing changed since the last snapshot.
   *
   * @param anyway whether to take one even then
   */
  CompletionStage<Optional<LineSnapshot>> snapshot(SectionId section, Cursor last, boolean anyway);

  /**
   * Where requests are, without positions and ranks. What the line does not know, or has of another
   * student, is missing.
   *
   * @param requested whose each is
   */
  CompletionStage<Map<RequestNumber, RequestStatus>> statuses(
      SectionId section, Map<RequestNumber, StudentId> requested);
}
