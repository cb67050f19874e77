package io.sugang.gateway.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.office.Catalogue;
import io.sugang.gateway.application.Office.OfficeAwayException;
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

/** The catalogue in this gateway's memory. If the office is away, the last one is good enough. */
@ApplicationScoped
public class CatalogueMirror {

  private static final Logger LOG = Logger.getLogger(CatalogueMirror.class);

  private final Office office;
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

  CatalogueMirror(Office office, GatewayConfig config) {
    this.office = office;
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
      every = "${sugang.gateway.catalogue-refresh:5s}",
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
        .after(config.officeTimeout())
        .failWith(() -> new OfficeAwayException(new TimeoutException()));
  }

  private Uni<Contents> load() {
    return office.catalogue().map(Contents::of).invoke(loaded -> contents = loaded);
  }
}
