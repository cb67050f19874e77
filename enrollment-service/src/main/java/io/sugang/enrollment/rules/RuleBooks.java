package io.sugang.enrollment.rules;

import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.TermId;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/** The terms' rule books on the writer endpoint. */
@ApplicationScoped
public class RuleBooks {

  private static final String LATEST =
      """
      SELECT t.rules_version AS version, b.rules, b.since FROM term t
      LEFT JOIN rule_book b ON b.term_id = t.id
        AND b.version = (SELECT MAX(l.version) FROM rule_book l WHERE l.term_id = t.id)
      WHERE t.id = ?\
      """;

  private final Statements statements;

  RuleBooks(Statements statements) {
    this.statements = statements;
  }

  /**
   * A term's rule book.
   *
   * @param version rises whenever anything changes that the rules look at, 0 or more
   * @param since when this book was written; {@code null} if none was
   * @param rules by name, each with its parameters; none: seats go by number alone
   */
  public record TermBook(String term, int version, Instant since, Map<String, Object> rules) {}

  /** What became of a change. */
  public sealed interface Outcome {
    /** It holds for every batch from now on. */
    record Written(TermBook book) implements Outcome {}

    /** Somebody else changed something before. */
    record NotAsExpected(TermBook now) implements Outcome {}
  }

  /** The rule book of a term; {@code null} if there is no such term. */
  public TermBook find(TermId term) {
    return book(term, statements.write(LATEST, term.value()));
  }

  /**
   * Writes another rule book, and has everybody reviewed who waits for a seat.
   *
   * @param rules a rule book that can be read
   * @param expected whether the version is the one that the registrar looked at
   * @return {@code null} if there is no such term
   */
  public Outcome write(
      TermId term,
      Map<String, Object> rules,
      Predicate<Integer> expected,
      String who,
      String reason,
      Instant now) {
    return statements.inTransaction(
        connection ->
            query(connection, "SELECT id FROM term WHERE id = ? FOR UPDATE", term.value())
                .flatMap(_ -> query(connection, LATEST, term.value()))
                .map(rows -> book(term, rows))
                .onItem()
                .ifNotNull()
                .transformToUni(
                    before ->
                        expected.test(before.version())
                            ? write(
                                connection,
                                before,
                                new TermBook(term.value(), before.version() + 1, now, rules),
                                who,
                                reason)
                            : Uni.createFrom().item(new Outcome.NotAsExpected(before))));
  }

  private static Uni<Outcome> write(
      SqlConnection connection, TermBook before, TermBook after, String who, String reason) {
    String json = new JsonObject(after.rules()).encode();
    return query(
            connection,
            "UPDATE term SET rules_version = ? WHERE id = ?",
            after.version(),
            after.term())
        .flatMap(
            _ ->
                query(
                    connection,
                    "INSERT INTO rule_book (term_id, version, rules, since) VALUES (?, ?, ?, ?)",
                    after.term(),
                    after.version(),
                    json,
                    utc(after.since())))
        .flatMap(_ -> WaitlistReviews.ofTerm(connection, after.term()))
        .flatMap(
            _ ->
                Audit.write(
                    connection,
                    new AuditEntry(
                        after.since(),
                        who,
                        "write-rules",
                        "term " + after.term(),
                        reason,
                        new JsonObject(before.rules()).encode(),
                        json)))
        .replaceWith(new Outcome.Written(after));
  }

  private static TermBook book(TermId term, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return null;
    }
    Row row = rows.iterator().next();
    String rules = row.getString("rules");
    return new TermBook(
        term.value(),
        row.getInteger("version"),
        Statements.instant(row, "since"),
        rules == null ? Map.of() : new JsonObject(rules).getMap());
  }
}
