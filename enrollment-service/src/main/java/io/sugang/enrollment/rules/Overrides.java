package io.sugang.enrollment.rules;

import static io.sugang.enrollment.database.Statements.instant;
import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import io.smallrye.mutiny.Uni;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Exemptions of students from rules, on the writer endpoint. */
@ApplicationScoped
public class Overrides {

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
        .forEach(
            row ->
                found.add(
                    new RuleOverride(
                        row.getString("student_id"),
                        row.getString("section_id"),
                        row.getString("rule"),
                        instant(row, "expires_at"),
                        row.getString("reason"),
                        row.getString("who"),
                        instant(row, "since"))));
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
                          : write(connection, override).replaceWith(Missing.NOTHING);
                    }));
  }

  private static Uni<?> write(SqlConnection connection, RuleOverride override) {
    return query(
            connection,
            """
            INSERT INTO rule_override (student_id, section_id, rule, expires_at, reason, who, since)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE expires_at = VALUES(expires_at), reason = VALUES(reason), who = VALUES(who),
              since = VALUES(since)\
            """,
            override.student(),
            override.section(),
            override.rule(),
            utc(override.expiresAt()),
            override.reason(),
            override.who(),
            utc(override.since()))
        .flatMap(_ -> WaitlistReviews.of(connection, override.student(), override.section()))
        .flatMap(_ -> audit(connection, "exempt", override));
  }

  /** The rule holds again for a student; false if it did. */
  public boolean end(RuleOverride override) {
    return statements.inTransaction(
        connection ->
            query(
                    connection,
                    "DELETE FROM rule_override WHERE student_id = ? AND section_id = ? AND rule = ?",
                    override.student(),
                    override.section(),
                    override.rule())
                .flatMap(
                    deleted ->
                        deleted.rowCount() == 0
                            ? Uni.createFrom().item(false)
                            : WaitlistReviews.of(connection, override.student(), override.section())
                                .flatMap(_ -> audit(connection, "end-exemption", override))
                                .replaceWith(true)));
  }

  private static Uni<?> audit(SqlConnection connection, String action, RuleOverride override) {
    var what = new JsonObject().put("student", override.student()).put("rule", override.rule());
    if (override.expiresAt() != null) {
      what.put("expiresAt", override.expiresAt().toString());
    }
    return Audit.write(
        connection,
        new AuditEntry(
            override.since(),
            override.who(),
            action,
            "section " + override.section(),
            override.reason(),
            null,
            what.encode()));
  }
}
