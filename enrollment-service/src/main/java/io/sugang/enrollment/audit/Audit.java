package io.sugang.enrollment.audit;

import static io.sugang.enrollment.database.Statements.instant;
import static io.sugang.enrollment.database.Statements.utc;

import io.smallrye.mutiny.Uni;
import io.sugang.enrollment.database.Statements;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The table {@code audit}. */
@ApplicationScoped
public class Audit {

  private final Statements statements;

  Audit(Statements statements) {
    this.statements = statements;
  }

  /** Writes an entry on the connection of what it tells, to be committed together. */
  public static Uni<RowSet<Row>> write(SqlConnection connection, AuditEntry entry) {
    return Statements.query(
        connection,
        """
        INSERT INTO audit (at, who, action, subject, reason, before_value, after_value)
        VALUES (?, ?, ?, ?, ?, ?, ?)\
        """,
        utc(entry.at()),
        entry.who(),
        entry.action(),
        entry.subject(),
        entry.reason(),
        entry.before(),
        entry.after());
  }

  /** Entries, the latest first. */
  public List<AuditEntry> list(int offset, int max) {
    var entries = new ArrayList<AuditEntry>();
    statements
        .read("SELECT * FROM audit ORDER BY id DESC LIMIT ? OFFSET ?", max, offset)
        .forEach(
            row ->
                entries.add(
                    new AuditEntry(
                        instant(row, "at"),
                        row.getString("who"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("reason"),
                        row.getString("before_value"),
                        row.getString("after_value"))));
    return entries;
  }

  /** How many entries there are. */
  public long count() {
    return statements.read("SELECT COUNT(*) FROM audit").iterator().next().getLong(0);
  }
}
