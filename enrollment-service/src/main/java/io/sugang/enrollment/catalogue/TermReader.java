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
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Terms and their windows, from the reader endpoint; looked up at most once a second. */
@ApplicationScoped
public class TermReader {

  private final Terms terms;
  private final Windows windows;
  private final EnrollmentConfig config;

  TermReader(Terms terms, Windows windows, EnrollmentConfig config) {
    this.terms = terms;
    this.windows = windows;
    this.config = config;
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
                            .map(ws -> terms(ts, ws))));
  }

  private static List<Term> terms(List<TermRow> terms, List<WindowRow> windows) {
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
                    byTerm.getOrDefault(t.id, List.of()).stream().map(TermReader::window).toList()))
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
  static class Windows implements PanacheRepositoryBase<WindowRow, WindowRow.Key> {}
}
