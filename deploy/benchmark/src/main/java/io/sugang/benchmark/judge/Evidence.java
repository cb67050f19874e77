package io.sugang.benchmark.judge;

import io.sugang.benchmark.history.Asked;
import io.sugang.benchmark.prepare.PreparedSection;
import io.sugang.benchmark.rows.RequestRow;
import io.sugang.benchmark.rows.RoundRows;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that a round is judged by.
 *
 * @param sections that were prepared for the round
 * @param asked what the clients saw
 * @param rows what the writer holds
 */
public record Evidence(List<PreparedSection> sections, List<Asked> asked, RoundRows rows) {

  /** The requests of each section, by number. */
  Map<String, List<RequestRow>> requestsBySection() {
    return rows.requests().stream()
        .sorted(Comparator.comparingLong(RequestRow::number))
        .collect(Collectors.groupingBy(RequestRow::section));
  }
}
