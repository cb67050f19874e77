package io.sugang.gateway.application.catalogue;

import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.pause.AcceptingPause;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/**
 * Where operators stopped that students join, in this gateway's memory. While enrollment-service is
 * away it stays as it was. Before it is known nobody new may be let in: a pause holds through a
 * restart.
 */
@Singleton
public class AcceptingPauses extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(AcceptingPauses.class);

  private final Mirror<List<AcceptingPause>> mirror;
  private final CatalogueMirror catalogue;

  AcceptingPauses(EnrollmentClient enrollment, CatalogueMirror catalogue, GatewayConfig config) {
    super("refresh-pauses", config.pausesRefresh());
    this.mirror = new Mirror<>(enrollment::acceptingPauses, config.enrollmentTimeout());
    this.catalogue = catalogue;
  }

  /** Whether it is known. */
  public boolean areKnown() {
    return mirror.known() != null;
  }

  /** Completes when it is known: at once, or on any thread. */
  public CompletionStage<Void> awaitKnown() {
    return mirror.read().thenAccept(_ -> {});
  }

  /** Whether nobody may join in a term, as far as is known. */
  public boolean isIn(String term) {
    return of(term).isPresent();
  }

  /** What students are told who ask for a section; empty if nothing. */
  public String message(SectionId section) {
    return catalogue
        .known(section)
        .map(Catalogue.Section::term)
        .flatMap(this::of)
        .map(AcceptingPause::message)
        .orElse("");
  }

  /** That of this term alone goes first. */
  private Optional<AcceptingPause> of(String term) {
    List<AcceptingPause> known = mirror.known();
    if (known == null || known.isEmpty()) {
      return Optional.empty();
    }
    return known.stream()
        .filter(pause -> pause.term().equals(term))
        .findFirst()
        .or(() -> known.stream().filter(pause -> pause.term().isEmpty()).findFirst());
  }

  @Override
  protected void round() {
    List<AcceptingPause> before = mirror.known();
    mirror.refresh();
    List<AcceptingPause> now = mirror.known();
    if (!now.equals(before == null ? List.of() : before)) {
      LOG.infof("operators stopped that students join: %s", now.isEmpty() ? "nowhere" : now);
    }
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "nobody can say where students may not join; it stays as it is: %s",
        failure.getMessage());
  }
}
