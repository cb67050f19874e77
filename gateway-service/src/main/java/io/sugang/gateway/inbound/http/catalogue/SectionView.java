package io.sugang.gateway.inbound.http.catalogue;

import io.sugang.contract.enrollment.Catalogue;
import io.sugang.gateway.domain.SectionState;
import java.util.List;
import java.util.Optional;

/**
 * A section as students see it.
 *
 * @param remaining seats that nobody has yet
 * @param waitlistLimit how many may wait for a seat once all are taken
 * @param waitlisted how many do
 * @param lineLength how many wait for a decision
 * @param reserves seats kept for some students for a while; nobody else gets them
 */
public record SectionView(
    String id,
    String term,
    String course,
    String department,
    InBothLanguages title,
    int credits,
    InBothLanguages teacher,
    int capacity,
    int taken,
    int remaining,
    int waitlistLimit,
    int waitlisted,
    long lineLength,
    List<Catalogue.Meeting> meetings,
    List<Catalogue.Reserve> reserves) {

  /** A text in Korean and English. */
  public record InBothLanguages(String ko, String en) {}

  /** A section that is newer than the last look at the line has its seats from the catalogue. */
  static SectionView of(Catalogue.Section section, Optional<SectionState> shown) {
    SectionState state =
        shown.orElseGet(
            () ->
                new SectionState(
                    section.version(),
                    section.capacity(),
                    section.taken(),
                    section.waitlisted(),
                    0));
    return new SectionView(
        section.id(),
        section.term(),
        section.course(),
        section.department(),
        new InBothLanguages(section.titleKo(), section.titleEn()),
        section.credits(),
        new InBothLanguages(section.teacherKo(), section.teacherEn()),
        state.capacity(),
        state.taken(),
        state.capacity() - state.taken(),
        section.waitlistLimit(),
        state.waitlisted(),
        state.waiting(),
        section.meetings(),
        section.reserves());
  }
}
