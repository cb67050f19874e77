package io.sugang.gateway.application.catalogue;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.id.SectionId;
import io.sugang.gateway.application.EnrollmentAwayException;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.config.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The catalogue in this gateway's memory. If enrollment-service is away, the last one is good
 * enough.
 */
@ApplicationScoped
public class CatalogueMirror {

  private static final Logger LOG = Logger.getLogger(CatalogueMirror.class);

  private final EnrollmentClient enrollment;
  private final GatewayConfig config;
  private volatile Contents contents;

  /** The catalogue and the way to find a section in it. */
  public record Contents(Catalogue catalogue, Map<SectionId, Catalogue.Section> byId) {
    static Contents of(Catalogue catalogue) {
      return new Contents(
          catalogue,
          catalogue.sections().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      section -> new SectionId(section.id()), Function.identity())));
    }

    /** One section. */
    public Optional<Catalogue.Section> find(SectionId id) {
      return Optional.ofNullable(byId.get(id));
    }

    /** All sections in the order of their ids. */
    public List<Catalogue.Section> sections() {
      return catalogue.sections();
    }
  }

  CatalogueMirror(EnrollmentClient enrollment, GatewayConfig config) {
    this.enrollment = enrollment;
    this.config = config;
  }

  /** What is offered. */
  public Uni<Contents> contents() {
    Contents known = contents;
    return known == null ? loadSoon() : Uni.createFrom().item(known);
  }

  /** One section; completes at once if the catalogue is known. */
  public CompletionStage<Optional<Catalogue.Section>> find(SectionId id) {
    Contents known = contents;
    return known == null
        ? loadSoon().map(loaded -> loaded.find(id)).subscribeAsCompletionStage()
        : CompletableFuture.completedFuture(known.find(id));
  }

  @Scheduled(
      every = "${sugang.gateway.catalogue-refresh}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> refresh() {
    return load()
        .onFailure()
        .invoke(e -> LOG.warnf("the catalogue stays as it is: %s", e.getMessage()))
        .onFailure()
        .recoverWithNull()
        .replaceWithVoid();
  }

  /** For somebody who waits. */
  private Uni<Contents> loadSoon() {
    return load()
        .ifNoItem()
        .after(config.enrollmentTimeout())
        .failWith(() -> new EnrollmentAwayException(new TimeoutException()));
  }

  private Uni<Contents> load() {
    return enrollment.catalogue().map(Contents::of).invoke(loaded -> contents = loaded);
  }
}
