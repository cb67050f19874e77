package io.sugang.waitlist.rule.student;

import io.sugang.contract.id.SectionId;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Sections of which a student wants no more than some, as their cart says.
 *
 * @param maxSections so many of them, 1 or more; empty: any number
 * @param maxCredits so many credits of them, 1 or more; empty: any number
 */
public record Bundle(Set<SectionId> sections, OptionalInt maxSections, OptionalInt maxCredits) {

  public Bundle {
    sections = Set.copyOf(sections);
  }

  /** The seats that are of it. */
  List<Offer> of(List<Offer> seats) {
    return seats.stream().filter(seat -> sections.contains(seat.section())).toList();
  }

  /** Whether the student wants one more, beside those. */
  boolean takes(Offer more, List<Offer> those) {
    int credits = more.credits() + those.stream().mapToInt(Offer::credits).sum();
    return those.size() < maxSections.orElse(Integer.MAX_VALUE)
        && credits <= maxCredits.orElse(Integer.MAX_VALUE);
  }
}
