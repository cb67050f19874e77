package io.sugang.enrollment.operations.application;

import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.enrollment.operations.domain.DeadLetterRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The dead letters that were recorded. */
public interface DeadLetterStore {

  /**
   * Letters of one cause in one queue.
   *
   * @param count how many
   * @param oldest when the first of them failed first
   * @param newest when one of them was found last; {@code null} if none was
   */
  record Group(
      String queue, String cause, String detail, long count, Instant oldest, Instant newest) {}

  /** A letter, with all that it holds. */
  record Whole(DeadLetterRow row, Map<String, Object> attributes, String body) {}

  /** Letters that a filter lets through, the first recorded first. */
  List<DeadLetterRow> list(DeadLetterFilter filter, int offset, int max);

  /** How many letters a filter lets through. */
  long count(DeadLetterFilter filter);

  /** Those that a filter lets through, by queue, cause and detail; the largest 1,000 groups. */
  List<Group> groups(DeadLetterFilter filter);

  /** A letter; empty if there is none with this id. */
  Optional<Whole> find(long id);
}
