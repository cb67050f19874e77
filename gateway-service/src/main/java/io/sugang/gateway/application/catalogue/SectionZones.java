package io.sugang.gateway.application.catalogue;

import io.sugang.contract.enrollment.Term;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.text.ReadableTime;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** In which time zones people read times: each section's is that of its term. */
@Singleton
public class SectionZones {

  private final CatalogueMirror catalogue;
  private final TermsMirror terms;

  SectionZones(CatalogueMirror catalogue, TermsMirror terms) {
    this.catalogue = catalogue;
    this.terms = terms;
  }

  /** The zone of a section; UTC as long as this gateway knows neither it nor its term. */
  public ZoneId of(SectionId section) {
    List<Term> known = terms.known();
    Optional<Term> term =
        catalogue
            .known(section)
            .flatMap(
                offered -> known.stream().filter(t -> t.id().equals(offered.term())).findFirst());
    return ReadableTime.zone(term.map(Term::zone).orElse(null));
  }
}
