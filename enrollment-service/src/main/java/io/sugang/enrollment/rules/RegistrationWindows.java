package io.sugang.enrollment.rules;

import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.TermId;
import io.sugang.contract.text.ReadableTime;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** When cohorts may register in the terms, on the writer endpoint. */
@ApplicationScoped
public class RegistrationWindows {

  private static final String WINDOWS =
      """
      SELECT t.zone, t.rules_version AS version, w.year, w.department_id, w.group_name, w.kind, w.opens_at,
        w.closes_at FROM term t LEFT JOIN registration_window w ON w.term_id = t.id
      WHERE t.id = ? ORDER BY w.opens_at, w.year, w.department_id, w.group_name\
      """;

  private final Statements statements;
  private final ObjectMapper json;

  RegistrationWindows(Statements statements, ObjectMapper json) {
    this.statements = statements;
    this.json = json;
  }

  /**
   * A term's windows.
   *
   * @param version rises whenever anything changes that the rules look at, 0 or more
   * @param zone in which the registrar reads and writes times
   */
  public record OfTerm(String term, int version, ZoneId zone, List<Window> windows) {}

  /** What became of a change. */
  public sealed interface Outcome {
    /** It holds for every batch from now on, and for whoever joins as soon as gateways know. */
    record Written(OfTerm windows) implements Outcome {}

    /** Somebody else changed something before. */
    record NotAsExpected(OfTerm now) implements Outcome {}

    /** There is no such department. */
    record NoDepartment(int window) implements Outcome {}
  }

  /** The windows of a term; {@code null} if there is no such term. */
  public OfTerm find(TermId term) {
    return ofTerm(term, statements.write(WINDOWS, term.value()));
  }

  /**
   * Writes all windows of a term.
   *
   * @param wanted in the term's zone; may throw, and then nothing is written
   * @param expected whether the version is the one that the registrar looked at
   * @return {@code null} if there is no such term
   */
  public Outcome write(
      TermId term,
      Function<ZoneId, List<Window>> wanted,
      Predicate<Integer> expected,
      String who,
      String reason,
      Instant now) {
    return statements.inTransaction(
        connection ->
            query(connection, "SELECT id FROM term WHERE id = ? FOR UPDATE", term.value())
                .flatMap(_ -> query(connection, WINDOWS, term.value()))
                .map(rows -> ofTerm(term, rows))
                .onItem()
                .ifNotNull()
                .transformToUni(
                    before ->
                        expected.test(before.version())
                            ? write(
                                connection,
                                before,
                                new OfTerm(
                                    term.value(),
                                    before.version() + 1,
                                    before.zone(),
                                    wanted.apply(before.zone())),
                                who,
                                reason,
                                now)
                            : Uni.createFrom().item(new Outcome.NotAsExpected(before))));
  }

  private Uni<Outcome> write(
      SqlConnection connection,
      OfTerm before,
      OfTerm after,
      String who,
      String reason,
      Instant now) {
    return Departments.unknown(connection, after.windows().stream().map(Window::cohort).toList())
        .flatMap(
            unknown ->
                unknown.isPresent()
                    ? Uni.createFrom().item(new Outcome.NoDepartment(unknown.get()))
                    : replace(connection, after)
                        // The seed may be told already.
                        .flatMap(
                            _ ->
                                isOver(before, now)
                                    ? SeatReleases.draw(
                                        connection, after.term(), after.version(), now)
                                    : Uni.createFrom().voidItem())
                        .flatMap(
                            _ ->
                                Audit.write(
                                    connection,
                                    new AuditEntry(
                                        now,
                                        who,
                                        "write-windows",
                                        "term " + after.term(),
                                        reason,
                                        json(before.windows()),
                                        json(after.windows()))))
                        .replaceWith(new Outcome.Written(after)));
  }

  private static Uni<?> replace(SqlConnection connection, OfTerm after) {
    return query(
            connection,
            "UPDATE term SET rules_version = ? WHERE id = ?",
            after.version(),
            after.term())
        .flatMap(
            _ ->
                query(
                    connection, "DELETE FROM registration_window WHERE term_id = ?", after.term()))
        .flatMap(_ -> insert(connection, after));
  }

  /** Whether nobody can register any more. */
  private static boolean isOver(OfTerm term, Instant now) {
    return term.windows().stream().noneMatch(window -> now.isBefore(window.closesAt()));
  }

  private static Uni<?> insert(SqlConnection connection, OfTerm after) {
    return after.windows().isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(
                """
                INSERT INTO registration_window (term_id, year, department_id, group_name, kind, opens_at, closes_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)\
                """)
            .executeBatch(
                after.windows().stream()
                    .map(
                        window ->
                            Tuple.from(
                                List.of(
                                    after.term(),
                                    window.year().orElse(0),
                                    window.department().orElse(""),
                                    window.group().orElse(""),
                                    window.kind().wireName(),
                                    utc(window.opensAt()),
                                    utc(window.closesAt()))))
                    .toList());
  }

  private String json(List<Window> windows) {
    try {
      return json.writeValueAsString(windows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("windows that can't be written are a defect", e);
    }
  }

  private static OfTerm ofTerm(TermId term, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return null;
    }
    var windows = new ArrayList<Window>();
    for (Row row : rows) {
      // A term without windows has one row, without a window.
      if (row.getString("kind") != null) {
        windows.add(
            new Window(
                Cohort.of(
                    row.getInteger("year"),
                    row.getString("department_id"),
                    row.getString("group_name")),
                Term.WindowKind.of(row.getString("kind")),
                Statements.instant(row, "opens_at"),
                Statements.instant(row, "closes_at")));
      }
    }
    Row first = rows.iterator().next();
    return new OfTerm(
        term.value(),
        first.getInteger("version"),
        ReadableTime.zone(first.getString("zone")),
        List.copyOf(windows));
  }
}
