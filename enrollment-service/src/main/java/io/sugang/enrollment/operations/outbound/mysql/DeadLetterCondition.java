package io.sugang.enrollment.operations.outbound.mysql;

import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.waitlist.facts.InList;
import java.util.ArrayList;
import java.util.List;

/** A filter as a condition on {@code dead_letter d}, with what it compares with. */
final class DeadLetterCondition {

  private final List<String> parts = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  DeadLetterCondition(DeadLetterFilter filter) {
    filter.state().ifPresent(state -> equal("state", state.wireName()));
    filter.queue().ifPresent(queue -> equal("queue", queue.queueName()));
    filter.cause().ifPresent(cause -> equal("cause", cause));
    filter.section().ifPresent(section -> equal("section_id", section.value()));
    if (!filter.ids().isEmpty()) {
      and("d.id IN (%s)".formatted(InList.placeholders(filter.ids().size())));
      values.addAll(filter.ids());
    }
  }

  private void equal(String column, String value) {
    and("d.%s = ?".formatted(column), value);
  }

  /** One more condition. */
  DeadLetterCondition and(String condition, Object... compared) {
    parts.add(condition);
    values.addAll(List.of(compared));
    return this;
  }

  /** With a WHERE before it, if there is any. */
  String where() {
    return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
  }

  /** What it compares with, and whatever comes before and behind. */
  Object[] values(List<Object> before, Object... behind) {
    var all = new ArrayList<>(before);
    all.addAll(values);
    all.addAll(List.of(behind));
    return all.toArray();
  }
}
