package io.sugang.enrollment.operations.outbound.mysql;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.operations.application.DeadLetterStore;
import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.enrollment.operations.domain.DeadLetterRow;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.operations.domain.FoundLetter;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The table {@code dead_letter}: written on the writer, read on the reader endpoint. */
@ApplicationScoped
class MySqlDeadLetterStore implements DeadLetterStore {

  /** Letters that are resolved in one round, at most. */
  private static final int TOGETHER = 1000;

  /** Groups that are told, at most. */
  private static final int MOST_GROUPS = 1000;

  /** Whoever left the queue and is found there again, or as a newer message, is back. */
  private static final String FOUND =
      """
      INSERT INTO dead_letter (queue, body_hash, body, attributes, cause, detail, section_id, number, student_id,
        trace, attempts, first_seen, sent_at, last_seen, state, since)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '%1$s', ?)
      ON DUPLICATE KEY UPDATE
        returns = returns + IF(state = '%1$s' AND VALUES(sent_at) <= sent_at, 0, 1),
        sent_at = GREATEST(sent_at, VALUES(sent_at)),
        since = IF(state = '%1$s', since, VALUES(since)),
        state = '%1$s',
        attributes = VALUES(attributes), cause = VALUES(cause), detail = VALUES(detail),
        attempts = VALUES(attempts), last_seen = VALUES(last_seen)\
      """
          .formatted(DeadLetterState.OPEN);

  private static final String LEFT =
      "UPDATE dead_letter SET state = '%s', since = ? WHERE state = '%s' AND queue = ? AND last_seen < ?"
          .formatted(DeadLetterState.MOVED, DeadLetterState.OPEN);

  /**
   * Moved letters whose request is decided. Whose promotion failed is waitlisted with a reason, as
   * long as that is so. Read on the reader, and without locks: deciding must not wait for it.
   */
  private static final String DECIDED =
      """
      SELECT d.id FROM dead_letter d JOIN request r ON r.section_id = d.section_id AND r.number = d.number
      WHERE d.state = '%s' AND d.cause <> '%s' AND r.student_id = d.student_id AND r.state NOT IN ('%s', '%s')
        AND (d.cause <> '%s' OR r.state <> '%s' OR r.reason IS NULL)
      LIMIT %d\
      """
          .formatted(
              DeadLetterState.MOVED,
              DeadLetterCause.NUMBER_CLASH,
              RequestState.WAITING,
              RequestState.QUARANTINED,
              DeadLetterCause.PROMOTION_FAILED,
              RequestState.WAITLISTED,
              TOGETHER);

  /** Moved letters whose request has a new number. */
  private static final String RENUMBERED =
      """
      SELECT d.id FROM dead_letter d JOIN number_clash c
        ON c.section_id = d.section_id AND c.number = d.number AND c.student_id = d.student_id
      WHERE d.state = '%s' AND d.cause = '%s' AND c.new_number IS NOT NULL
      LIMIT %d\
      """
          .formatted(DeadLetterState.MOVED, DeadLetterCause.NUMBER_CLASH, TOGETHER);

  private static final String RESOLVE =
      "UPDATE dead_letter SET state = '%s', since = ? WHERE state = '%s' AND id = ?"
          .formatted(DeadLetterState.RESOLVED, DeadLetterState.MOVED);

  private static final String COLUMNS =
      "id, queue, cause, detail, section_id, number, student_id, trace, attempts, first_seen, last_seen, returns, state, since";

  private final Pool writer;
  private final Pool reader;
  private final EnrollmentConfig config;

  MySqlDeadLetterStore(
      Pool writer, @ReactiveDataSource("reader") Pool reader, EnrollmentConfig config) {
    this.writer = writer;
    this.reader = reader;
    this.config = config;
  }

  @Override
  public void found(List<FoundLetter> letters, Instant now) {
    List<Tuple> rows = letters.stream().map(letter -> row(letter, now)).toList();
    var unused =
        writer.preparedQuery(FOUND).executeBatch(rows).await().atMost(config.operationsTimeout());
  }

  private static Tuple row(FoundLetter letter, Instant now) {
    FoundLetter.Description description = letter.describe();
    var attributes = new JsonObject();
    letter.attributes().forEach(attributes::put);
    return Tuple.from(
        Arrays.asList(
            letter.queue().queueName(),
            letter.bodyHash(),
            letter.body(),
            attributes.encode(),
            description.cause(),
            description.detail(),
            description.section().map(SectionId::value).orElse(null),
            description.number().map(RequestNumber::value).orElse(null),
            description.student().map(StudentId::value).orElse(null),
            description.trace().orElse(null),
            description.attempts().orElse(null),
            utc(description.firstSeen()),
            utc(letter.sentAt()),
            utc(now),
            utc(now)));
  }

  @Override
  public int left(Queue queue, Instant since, Instant now) {
    return run(writer, LEFT, utc(now), queue.queueName(), utc(since)).rowCount();
  }

  @Override
  public void resolve(Instant now) {
    for (String which : List.of(DECIDED, RENUMBERED)) {
      var resolved = new ArrayList<Tuple>();
      run(reader, which).forEach(row -> resolved.add(Tuple.of(utc(now), row.getLong(0))));
      if (!resolved.isEmpty()) {
        var unused =
            writer
                .preparedQuery(RESOLVE)
                .executeBatch(resolved)
                .await()
                .atMost(config.operationsTimeout());
      }
    }
  }

  @Override
  public List<DeadLetterRow> list(DeadLetterFilter filter, int offset, int max) {
    var condition = new Condition(filter);
    condition.values.add(max);
    condition.values.add(offset);
    var rows = new ArrayList<DeadLetterRow>();
    run(
            reader,
            "SELECT %s FROM dead_letter%s ORDER BY id LIMIT ? OFFSET ?"
                .formatted(COLUMNS, condition.where),
            condition.values.toArray())
        .forEach(row -> rows.add(row(row)));
    return rows;
  }

  @Override
  public long count(DeadLetterFilter filter) {
    var condition = new Condition(filter);
    return run(
            reader,
            "SELECT COUNT(*) FROM dead_letter" + condition.where,
            condition.values.toArray())
        .iterator()
        .next()
        .getLong(0);
  }

  @Override
  public List<Group> groups(DeadLetterFilter filter) {
    var condition = new Condition(filter);
    var groups = new ArrayList<Group>();
    run(
            reader,
            """
            SELECT queue, cause, detail, COUNT(*) AS count, MIN(first_seen) AS oldest, MAX(last_seen) AS newest
            FROM dead_letter%s GROUP BY queue, cause, detail ORDER BY count DESC, queue, cause, detail
            LIMIT %d\
            """
                .formatted(condition.where, MOST_GROUPS),
            condition.values.toArray())
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
        run(
            reader,
            "SELECT %s, attributes, body FROM dead_letter WHERE id = ?".formatted(COLUMNS),
            id);
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

  private RowSet<Row> run(Pool pool, String sql, Object... values) {
    return pool.preparedQuery(sql)
        .execute(Tuple.from(values))
        .await()
        .atMost(config.operationsTimeout());
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Instant instant(Row row, String column) {
    return row.getLocalDateTime(column).toInstant(ZoneOffset.UTC);
  }

  /** A filter as SQL, with what its conditions compare with. */
  private static final class Condition {
    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();
    private final String where;

    Condition(DeadLetterFilter filter) {
      filter.state().ifPresent(state -> add("state", state.wireName()));
      filter.queue().ifPresent(queue -> add("queue", queue.queueName()));
      filter.cause().ifPresent(cause -> add("cause", cause));
      filter.section().ifPresent(section -> add("section_id", section.value()));
      where = parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
    }

    private void add(String column, String value) {
      parts.add(column + " = ?");
      values.add(value);
    }
  }
}
