package io.sugang.enrollment.cart;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.enrollment.database.Statements;
import io.sugang.waitlist.facts.InList;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a cart may hold, as of now. */
@ApplicationScoped
class OfferedSections {

  private final Statements statements;

  OfferedSections(Statements statements) {
    this.statements = statements;
  }

  /** A section that is there. */
  record Offered(String term, int credits) {}

  /** Those of some sections that are there, by id. */
  Map<String, Offered> of(List<String> sections) {
    List<String> ids = InList.padded(sections);
    Map<String, Offered> offered = new HashMap<>();
    statements
        .write(
            "SELECT s.id, s.term_id, c.credits FROM section s JOIN course c ON c.id = s.course_id WHERE s.id IN (%s)"
                .formatted(InList.placeholders(ids.size())),
            ids.toArray())
        .forEach(
            row ->
                offered.put(
                    row.getString("id"),
                    new Offered(row.getString("term_id"), row.getInteger("credits"))));
    return offered;
  }

  /** Whether the rule book of a section's term has bundles hold. */
  boolean mayBeBundled(String section) {
    RowSet<Row> books =
        statements.write(
            """
            SELECT b.rules FROM rule_book b JOIN section s ON s.term_id = b.term_id
            WHERE s.id = ? ORDER BY b.version DESC LIMIT 1\
            """,
            section);
    return books.size() > 0
        && new JsonObject(books.iterator().next().getString("rules"))
            .containsKey(RefusalRule.BUNDLE_SATISFIED.wireName());
  }
}
