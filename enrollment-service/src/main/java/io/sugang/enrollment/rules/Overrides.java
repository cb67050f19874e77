package io.sugang.enrollment.rules;

import static io.sugang.enrollment.database.Statements.instant;
import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import io.smallrye.mutiny.Uni;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Exemptions of students from rules, on the writer endpoint. */
@ApplicationScoped
public class Overrides {

  private static final String SAME = "student_id = ? AND section_id = ? AND rule = ?";

  private final Statements statements;

  Overrides(Statements statements) {
    this.statements = statements;
  }

  /** A student is exempted from a rule in a section until an instant. */
  public record RuleOverride(
      String student,
      String section,
      String rule,
      Instant expiresAt,
      String reason,
      String who,
      Instant since) {}

  /** What is missing, if an override can't be. */
  public enum Missing {
    STUDENT,
    SECTION,
    NOTHING
  }

  /** Those of a section, expired ones too, 1,000 at most. */
  public List<RuleOverride> of(String section) {
    var found = new ArrayList<RuleOverride>();
    statements
        .write(
            "SELECT * FROM rule_override WHERE section_id = ? ORDER BY student_id, rule LIMIT 1000",
            section)
        .forEach(row -> found.add(override(row)));
    return found;
  }

  /** Exempts a student, from the next batch on; the one there was is replaced. */
  public Missing begin(RuleOverride override) {
    return statements.inTransaction(
        connection ->
            query(
                    connection,
                    """
                    SELECT EXISTS (SELECT 1 FROM student WHERE id = ?) AS student,
                      EXISTS (SELECT 1 FROM section WHERE id = ?) AS section\
                    """,
                    override.student(),
                    override.section())
                .flatMap(
                    rows -> {
                      var row = rows.iterator().next();
                      if (row.getInteger("student") == 0) {
                        return Uni.createFrom().item(Missing.STUDENT);
                      }
                      return row.getInteger("section") == 0
                          ? Uni.createFrom().item(Missing.SECTION)
                          : write(connection, override);
                    }));
  }

  private static Uni<Missing> write(SqlConnection connection, RuleOverride override) {
    return there(connection, override)
        .flatMap(
            before ->
                query(
                        connection,
                        """
                        INSERT INTO rule_override (student_id, section_id, rule, expires_at, reason, who, since)
                        VALUES (?, ?, ?, ?, ?, ?, ?)
                        ON DUPLICATE KEY UPDATE expires_at = VALUES(expires_at), reason = VALUES(reason),
                          who = VALUES(who), since = VALUES(since)\
                        """,
                        override.student(),
                        override.section(),
                        override.rule(),
                        utc(override.expiresAt()),
                        override.reason(),
                        override.who(),
                        utc(override.since()))
                    .flatMap(_ -> tell(connection, "exempt", override, before, json(override))))
        .replaceWith(Missing.NOTHING);
  }

  /** The rule holds again for a student; false if it did. */
  public boolean end(RuleOverride override) {
    return statements.inTransaction(
        connection ->
            there(connection, override)
                .flatMap(
                    before ->
                        before == null
                            ? Uni.createFrom().item(false)
                            : query(
                                    connection,
                                    "DELETE FROM rule_override WHERE " + SAME,
                                    override.student(),
                                    override.section(),
                                    override.rule())
                                .flatMap(
                                    _ -> tell(connection, "end-exemption", override, before, null))
                                .replaceWith(true)));
  }

  /** The override that there is, as the audit keeps it, under its lock; {@code null}: none. */
  private static Uni<JsonObject> there(SqlConnection connection, RuleOverride override) {
    return query(
            connection,
            "SELECT * FROM rule_override WHERE %s FOR UPDATE".formatted(SAME),
            override.student(),
            override.section(),
            override.rule())
        .map(rows -> rows.size() == 0 ? null : json(override(rows.iterator().next())));
  }

  private static Uni<?> tell(
      SqlConnection connection,
      String action,
      RuleOverride override,
      JsonObject before,
      JsonObject after) {
    return WaitlistReviews.of(connection, override.student(), override.section())
        .flatMap(
            _ ->
                Audit.write(
                    connection,
                    new AuditEntry(
                        override.since(),
                        override.who(),
                        action,
                        "section " + override.section(),
                        override.reason(),
                        before == null ? null : before.encode(),
                        after == null ? null : after.encode())));
  }

  private static JsonObject json(RuleOverride override) {
    return new JsonObject()
        .put("student", override.student())
        .put("rule", override.rule())
        .put("expiresAt", override.expiresAt().toString())
        .put("who", override.who())
        .put("reason", override.reason());
  }

  private static RuleOverride override(Row row) {
    return new RuleOverride(
        row.getString("student_id"),
        row.getString("section_id"),
        row.getString("rule"),
        instant(row, "expires_at"),
        row.getString("reason"),
        row.getString("who"),
        instant(row, "since"));
  }
}
