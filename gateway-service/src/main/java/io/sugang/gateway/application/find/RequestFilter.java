package io.sugang.gateway.application.find;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import java.util.Optional;

/** Which of a student's requests are meant; empty: whatever it is. */
public record RequestFilter(
    Optional<SectionId> section, Optional<String> term, Optional<RequestState> state) {

  boolean isOfSection(SectionId of) {
    return section.isEmpty() || section.get().equals(of);
  }

  boolean isInState(RequestState now) {
    return state.isEmpty() || state.get() == now;
  }
}
