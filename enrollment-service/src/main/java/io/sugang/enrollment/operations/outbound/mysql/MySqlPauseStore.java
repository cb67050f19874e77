package io.sugang.enrollment.operations.outbound.mysql;

import static io.sugang.enrollment.database.Statements.instant;
import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.pause.PausedWork;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.sugang.enrollment.operations.application.PauseStore;
import io.sugang.enrollment.operations.domain.Pause;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The table {@code pause}. */
@ApplicationScoped
class MySqlPauseStore implements PauseStore {

  private static final String LIST = "SELECT * FROM pause%s ORDER BY work, term_id, section_id";

  private static final String SAME = "work = ? AND term_id = ? AND section_id = ?";

  private static final String BEGIN =
      """
      INSERT INTO pause (work, term_id, section_id, message, since, who, reason)
      SELECT ?, ?, ?, ?, ?, ?, ?
      WHERE (? = '' OR EXISTS (SELECT 1 FROM term WHERE id = ?))
        AND (? = '' OR EXISTS (SELECT 1 FROM section WHERE id = ?))
      ON DUPLICATE KEY UPDATE message = IF(VALUES(message) = '', message, VALUES(message)), who = VALUES(who), reason = VALUES(reason)\
      """;

  private final Statements statements;

  MySqlPauseStore(Statements statements) {
    this.statements = statements;
  }

  @Override
  public List<Pause> list() {
    return pauses(statements.write(LIST.formatted("")));
  }

  @Override
  public List<Pause> accepting() {
    return pauses(
        statements.read(LIST.formatted(" WHERE work = '%s'".formatted(PausedWork.ACCEPTING))));
  }

  @Override
  public boolean begin(Pause pause) {
    return statements.inTransaction(
        connection ->
            before(connection, pause)
                .flatMap(
                    before ->
                        query(
                                connection,
                                BEGIN,
                                pause.work(),
                                pause.term(),
                                pause.section(),
                                pause.message(),
                                utc(pause.since()),
                                pause.who(),
                                pause.reason(),
                                pause.term(),
                                pause.term(),
                                pause.section(),
                                pause.section())
                            .flatMap(_ -> before(connection, pause))
                            .flatMap(
                                after ->
                                    after == null
                                        ? Uni.createFrom().item(false)
                                        : audit(connection, "pause", pause, before, after))));
  }

  @Override
  public boolean end(Pause pause) {
    return statements.inTransaction(
        connection ->
            before(connection, pause)
                .flatMap(
                    before ->
                        before == null
                            ? Uni.createFrom().item(false)
                            : query(
                                    connection,
                                    "DELETE FROM pause WHERE " + SAME,
                                    pause.work(),
                                    pause.term(),
                                    pause.section())
                                .flatMap(_ -> audit(connection, "resume", pause, before, null))));
  }

  /** The pause as it is, as JSON, under its lock; {@code null} if there is none. */
  private static Uni<JsonObject> before(SqlConnection connection, Pause pause) {
    return query(
            connection,
            "SELECT * FROM pause WHERE %s FOR UPDATE".formatted(SAME),
            pause.work(),
            pause.term(),
            pause.section())
        .map(
            rows -> {
              if (rows.size() == 0) {
                return null;
              }
              Pause there = pauses(rows).getFirst();
              return new JsonObject()
                  .put("message", there.message())
                  .put("who", there.who())
                  .put("reason", there.reason())
                  .put("since", there.since().toString());
            });
  }

  private static Uni<Boolean> audit(
      SqlConnection connection, String verb, Pause pause, JsonObject before, JsonObject after) {
    String where =
        pause.section().isEmpty()
            ? pause.term().isEmpty() ? "everywhere" : "term " + pause.term()
            : "section " + pause.section();
    return Audit.write(
            connection,
            new AuditEntry(
                pause.since(),
                pause.who(),
                verb + "-" + pause.work(),
                where,
                pause.reason(),
                before == null ? null : before.encode(),
                after == null ? null : after.encode()))
        .replaceWith(true);
  }

  private static List<Pause> pauses(RowSet<Row> rows) {
    var pauses = new ArrayList<Pause>();
    rows.forEach(
        row ->
            pauses.add(
                new Pause(
                    row.getString("work"),
                    row.getString("term_id"),
                    row.getString("section_id"),
                    row.getString("message"),
                    instant(row, "since"),
                    row.getString("who"),
                    row.getString("reason"))));
    return pauses;
  }
}
