package io.sugang.gateway.application.catalogue;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.SectionId;
import io.sugang.gateway.domain.SectionState;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** What the line shows of sections to everybody. */
public interface SectionStates {

  /** Seats and lines of sections. */
  Uni<Map<SectionId, SectionState>> states(Collection<SectionId> sections);

  /** Redis's clock, which judges windows. */
  Uni<Instant> time();
}
