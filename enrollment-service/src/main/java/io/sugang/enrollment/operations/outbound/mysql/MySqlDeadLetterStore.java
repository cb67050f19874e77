package io.sugang.enrollment.operations.outbound.mysql;

import static io.sugang.enrollment.database.Statements.instant;

import io.sugang.enrollment.database.Statements;
import io.sugang.enrollment.operations.application.DeadLetterStore;
import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.enrollment.operations.domain.DeadLetterRow;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the table {@code dead_letter} tells, on the reader endpoint. */
@ApplicationScoped
class MySqlDeadLetterStore implements DeadLetterStore {

  /** Groups that are told, at most. */
  private static final int MOST_GROUPS = 1000;

  private static final String COLUMNS =
      "id, queue, cause, detail, section_id, number, student_id, trace, attempts, first_seen, last_seen, returns, state, since";

  private final Statements statements;

  MySqlDeadLetterStore(Statements statements) {
    this.statements = statements;
  }

  @Override
  public List<DeadLetterRow> list(DeadLetterFilter filter, int offset, int max) {
    var condition = new DeadLetterCondition(filter);
    var rows = new ArrayList<DeadLetterRow>();
    statements
        .read(
            "SELECT %s FROM dead_letter d%s ORDER BY id LIMIT ? OFFSET ?"
                .formatted(COLUMNS, condition.where()),
            condition.values(List.of(), max, offset))
        .forEach(row -> rows.add(row(row)));
    return rows;
  }

  @Override
  public long count(DeadLetterFilter filter) {
    var condition = new DeadLetterCondition(filter);
    return statements
        .read("SELECT COUNT(*) FROM dead_letter d" + condition.where(), condition.values(List.of()))
        .iterator()
        .next()
        .getLong(0);
  }

  @Override
  public List<Group> groups(DeadLetterFilter filter) {
    var condition = new DeadLetterCondition(filter);
    var groups = new ArrayList<Group>();
    statements
        .read(
            """
            SELECT queue, cause, detail, COUNT(*) AS count, MIN(first_seen) AS oldest, MAX(last_seen) AS newest
            FROM dead_letter d%s GROUP BY queue, cause, detail ORDER BY count DESC, queue, cause, detail
            LIMIT %d\
            """
                .formatted(condition.where(), MOST_GROUPS),
            condition.values(List.of()))
        .forEach(
            row ->
                groups.add(
                    new Group(
                        row.getString("queue"),
                        row.getString("cause"),
                        row.getString("detail"),
                        row.getLong("count"),
                        instant(row, "oldest"),
                        instant(row, "newest"))));
    return groups;
  }

  @Override
  public Optional<Whole> find(long id) {
    RowSet<Row> rows =
        statements.read(
            "SELECT %s, attributes, body FROM dead_letter WHERE id = ?".formatted(COLUMNS), id);
    if (rows.size() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    return Optional.of(
        new Whole(
            row(row), new JsonObject(row.getString("attributes")).getMap(), row.getString("body")));
  }

  private static DeadLetterRow row(Row row) {
    return new DeadLetterRow(
        row.getLong("id"),
        row.getString("queue"),
        row.getString("cause"),
        row.getString("detail"),
        row.getString("section_id"),
        row.getLong("number"),
        row.getString("student_id"),
        row.getString("trace"),
        row.getInteger("attempts"),
        instant(row, "first_seen"),
        instant(row, "last_seen"),
        row.getInteger("returns"),
        row.getString("state"),
        instant(row, "since"));
  }
}
