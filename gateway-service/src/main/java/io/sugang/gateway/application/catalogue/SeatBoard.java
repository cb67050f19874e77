package io.sugang.gateway.application.catalogue;

import io.quarkus.cache.CacheResult;
import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.id.SectionId;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import io.sugang.gateway.domain.SectionState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Seats and lines of all sections, at most a second old, from one look at the line however many
 * people poll.
 */
@ApplicationScoped
public class SeatBoard {

  private static final Logger LOG = Logger.getLogger(SeatBoard.class);

  private final SectionStates line;
  private final CatalogueMirror catalogue;

  SeatBoard(SectionStates line, CatalogueMirror catalogue) {
    this.line = line;
    this.catalogue = catalogue;
  }

  /** The state of every section that is offered. Completes on any thread. */
  @CacheResult(cacheName = "seats")
  public CompletionStage<Map<SectionId, SectionState>> read() {
    return catalogue
        .contents()
        .thenCompose(
            contents ->
                line.states(contents.byId().keySet())
                    .exceptionally(
                        StageFailure.recover(
                            LineAwayException.class,
                            e -> {
                              LOG.warnf("seats come from the catalogue alone: %s", e.getMessage());
                              return Map.of();
                            }))
                    .thenApply(shown -> merge(contents.byId(), shown)));
  }

  /** Whichever of catalogue and line has seen the later commit. */
  private static Map<SectionId, SectionState> merge(
      Map<SectionId, Catalogue.Section> offered, Map<SectionId, SectionState> shown) {
    var merged = new HashMap<SectionId, SectionState>();
    offered.forEach(
        (id, section) -> {
          SectionState state = shown.get(id);
          boolean lineIsNewer = state != null && state.version() > section.version();
          merged.put(
              id,
              lineIsNewer
                  ? state
                  : new SectionState(
                      section.version(),
                      section.capacity(),
                      section.taken(),
                      section.waitlisted(),
                      state == null ? 0 : state.waiting()));
        });
    return Map.copyOf(merged);
  }
}
