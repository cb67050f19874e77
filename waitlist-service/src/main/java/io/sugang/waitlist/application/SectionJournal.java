package io.sugang.waitlist.application;

import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Section;
import java.util.List;

/**
 * Everything that the journal knows of a section.
 *
 * @param undecided in number order
 * @param settled with their decisions
 */
public record SectionJournal(
    Section section, List<LineRequest> undecided, List<SettledRequest> settled) {

  /** A decided request. */
  public record SettledRequest(LineRequest request, Settlement settlement) {}
}
