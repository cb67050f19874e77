package io.sugang.gateway.application.catalogue;

import io.sugang.contract.id.SectionId;
import io.sugang.gateway.domain.SectionState;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What the line shows of sections to everybody. Answers complete on any thread, or fail with {@link
 * io.sugang.gateway.application.LineAwayException}.
 */
public interface SectionStates {

  /** Seats and lines of sections. */
  CompletionStage<Map<SectionId, SectionState>> states(Collection<SectionId> sections);

  /** Redis's clock, which judges windows. */
  CompletionStage<Instant> time();
}
