package io.sugang.enrollment.catalogue;

import static java.util.stream.Collectors.groupingBy;

import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.text.PlainText;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.database.ReaderSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Terms and their windows, from the reader endpoint; looked up at most once a second. */
@ApplicationScoped
public class TermReader {

  /** So long after its end the registrar does not prolong registration, nor is a replica behind. */
  private static final Duration FOR_GOOD = Duration.ofDays(1);

  private final Terms terms;
  private final Windows windows;
  private final SeatReleaseRows releases;
  private final Clock clock;
  private final EnrollmentConfig config;

  TermReader(
      Terms terms,
      Windows windows,
      SeatReleaseRows releases,
      EnrollmentConfig config,
      Clock clock) {
    this.terms = terms;
    this.windows = windows;
    this.releases = releases;
    this.config = config;
    this.clock = clock;
  }

  /** Every term, the latest first. */
  @CacheResult(cacheName = "terms")
  public Uni<List<Term>> read() {
    return ReaderSession.ask(
        config.copyTimeout(),
        () ->
            terms
                .list("order by startsOn desc")
                .flatMap(
                    ts ->
                        windows
                            .list("order by opensAt, year desc, departmentId, groupName")
                            .flatMap(
                                ws ->
                                    releases
                                        .list("order by version")
                                        .map(rs -> terms(ts, ws, rs)))));
  }

  private List<Term> terms(
      List<TermRow> terms, List<WindowRow> windows, List<SeatReleaseRow> releases) {
    Map<String, List<SeatReleaseRow>> releasesByTerm =
        releases.stream().collect(groupingBy(release -> release.termId));
    Map<String, List<WindowRow>> byTerm =
        windows.stream().collect(groupingBy(window -> window.termId));
    return terms.stream()
        .map(
            t ->
                new Term(
                    t.id,
                    PlainText.of(t.nameKo),
                    PlainText.of(t.nameEn),
                    t.zone,
                    t.startsOn,
                    t.endsOn,
                    byTerm.getOrDefault(t.id, List.of()).stream().map(TermReader::window).toList(),
                    releases(
                        releasesByTerm.getOrDefault(t.id, List.of()),
                        byTerm.getOrDefault(t.id, List.of()))))
        .toList();
  }

  /** Seeds are told once the last window that they were drawn by has closed for good. */
  private List<Term.SeatRelease> releases(List<SeatReleaseRow> rows, List<WindowRow> windows) {
    Optional<LocalDateTime> end =
        windows.stream().map(window -> window.closesAt).max(Comparator.naturalOrder());
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    return rows.stream()
        .map(
            row ->
                row.told(
                    end.filter(closed -> closed.isAfter(row.since))
                        .filter(closed -> !now.isBefore(closed.plus(FOR_GOOD)))
                        .isPresent()))
        .toList();
  }

  private static Term.Window window(WindowRow row) {
    return new Term.Window(
        Cohort.of(row.year, row.departmentId, row.groupName),
        Term.WindowKind.of(row.kind),
        row.opensAt.toInstant(ZoneOffset.UTC),
        row.closesAt.toInstant(ZoneOffset.UTC));
  }

  @ApplicationScoped
  static class Terms implements PanacheRepositoryBase<TermRow, String> {}

  @ApplicationScoped
  static class SeatReleaseRows
      implements PanacheRepositoryBase<SeatReleaseRow, SeatReleaseRow.Key> {}

  @ApplicationScoped
  static class Windows implements PanacheRepositoryBase<WindowRow, WindowRow.Key> {}
}
