package io.sugang.gateway.application.find;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.TermId;
import io.sugang.gateway.application.catalogue.CatalogueMirror;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Which of a student's requests are meant; empty: whatever it is. */
public record RequestFilter(
    Optional<SectionId> section, Optional<TermId> term, Optional<RequestState> state) {

  /** Whether not those of all sections are meant. */
  boolean isOfSections() {
    return section.isPresent() || term.isPresent();
  }

  /** Whose sections are meant. */
  CompletionStage<Predicate<SectionId>> sections(CatalogueMirror catalogue) {
    Predicate<SectionId> named = of -> section.isEmpty() || section.get().equals(of);
    return term.isEmpty()
        ? CompletableFuture.completedStage(named)
        : catalogue.contents().thenApply(offered -> named.and(of -> isOfTerm(offered, of)));
  }

  private boolean isOfTerm(CatalogueMirror.Contents offered, SectionId of) {
    return offered
        .find(of)
        .filter(known -> known.term().equals(term.orElseThrow().value()))
        .isPresent();
  }

  boolean isInState(RequestState now) {
    return state.isEmpty() || state.get() == now;
  }
}
