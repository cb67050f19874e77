package io.sugang.enrollment.operations.domain;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.queue.Queue;
import java.util.List;
import java.util.Optional;

/**
 * Which dead letters are meant; an empty part lets all through.
 *
 * @param ids of their rows
 */
public record DeadLetterFilter(
    Optional<DeadLetterState> state,
    Optional<Queue> queue,
    Optional<String> cause,
    Optional<SectionId> section,
    List<Long> ids) {

  public DeadLetterFilter {
    ids = List.copyOf(ids);
  }
}
