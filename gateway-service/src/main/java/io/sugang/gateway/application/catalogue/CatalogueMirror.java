package io.sugang.gateway.application.catalogue;

import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.id.SectionId;
import io.sugang.gateway.application.EnrollmentClient;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.lifecycle.RecurringDuty;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The catalogue in this gateway's memory. If enrollment-service is away, the last one is good
 * enough.
 */
@Singleton
public class CatalogueMirror extends RecurringDuty {

  private static final Logger LOG = Logger.getLogger(CatalogueMirror.class);

  private final Mirror<Contents> mirror;

  /**
   * The catalogue and the ways to find sections in it.
   *
   * @param texts what {@link SectionSearch} finds, in the order of the sections
   */
  public record Contents(
      Catalogue catalogue, Map<SectionId, Catalogue.Section> byId, List<String> texts) {
    static Contents of(Catalogue catalogue) {
      return new Contents(
          catalogue,
          catalogue.sections().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      section -> new SectionId(section.id()), Function.identity())),
          catalogue.sections().stream().map(SectionSearch::textOf).toList());
    }

    /** One section. */
    public Optional<Catalogue.Section> find(SectionId id) {
      return Optional.ofNullable(byId.get(id));
    }

    /** Sections that a search finds, in the order of their ids. */
    public Stream<Catalogue.Section> find(SectionSearch search) {
      return IntStream.range(0, texts.size())
          .filter(i -> search.matches(texts.get(i)))
          .mapToObj(catalogue.sections()::get);
    }
  }

  CatalogueMirror(EnrollmentClient enrollment, GatewayConfig config) {
    super("refresh-catalogue", config.catalogueRefresh());
    this.mirror =
        new Mirror<>(
            () -> enrollment.catalogue().thenApply(Contents::of), config.enrollmentTimeout());
  }

  /** What is offered. Completes at once if it is known, else on any thread. */
  public CompletionStage<Contents> contents() {
    return mirror.read();
  }

  /** One section. Completes at once if the catalogue is known, else on any thread. */
  public CompletionStage<Optional<Catalogue.Section>> find(SectionId id) {
    Contents known = mirror.known();
    return known == null
        ? mirror.read().thenApply(loaded -> loaded.find(id))
        : CompletableFuture.completedFuture(known.find(id));
  }

  /** One section, if it is known now. */
  Optional<Catalogue.Section> known(SectionId id) {
    Contents known = mirror.known();
    return known == null ? Optional.empty() : known.find(id);
  }

  @Override
  protected void round() {
    mirror.refresh();
  }

  @Override
  protected void complain(Throwable failure, boolean again) {
    LOG.logf(
        again ? Logger.Level.DEBUG : Logger.Level.WARN,
        "the catalogue stays as it is: %s",
        failure.getMessage());
  }
}
