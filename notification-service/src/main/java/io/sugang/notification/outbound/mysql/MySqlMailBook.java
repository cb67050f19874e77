package io.sugang.notification.outbound.mysql;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.line.ToldDecision;
import io.sugang.notification.application.MailBook;
import io.sugang.notification.config.NotificationConfig;
import io.sugang.notification.domain.MailIntent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mail intents in the writer's table {@code mail}. */
@ApplicationScoped
class MySqlMailBook implements MailBook {

  private static final int REASON_LENGTH = 200;
  private static final int STUCK_AT_ONCE = 100;

  private final Pool pool;
  private final NotificationConfig config;

  MySqlMailBook(Pool pool, NotificationConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Override
  public Optional<MailIntent> takeUp(long id, Instant now) {
    // A message may overtake the mark that it was handed over, so pending ones count as queued.
    int taken =
        run(
                """
            UPDATE mail SET state = 'sending', attempts = attempts + 1, since = ?
            WHERE id = ? AND state IN ('pending', 'queued')\
            """,
                utc(now),
                id)
            .rowCount();
    if (taken == 0) {
      return Optional.empty();
    }
    RowSet<Row> rows =
        run(
            """
            SELECT m.kind, m.doubtful, m.section_id, m.number, s.email, s.language, s.name_ko, s.name_en,
              c.title_ko, c.title_en, r.reason, r.facts,
              r.traceparent
            FROM mail m
            JOIN student s ON s.id = m.student_id
            JOIN section x ON x.id = m.section_id
            JOIN course c ON c.id = x.course_id
            JOIN request r ON r.section_id = m.section_id AND r.number = m.number
            WHERE m.id = ?\
            """,
            id);
    if (rows.size() == 0) {
      failed(id, "student, section or request is missing", now);
      return Optional.empty();
    }
    return Optional.of(intent(id, rows.iterator().next()));
  }

  private static MailIntent intent(long id, Row row) {
    return new MailIntent(
        id,
        row.getString("kind"),
        row.getString("email"),
        row.getString("language"),
        row.getString("name_ko"),
        row.getString("name_en"),
        row.getString("section_id"),
        row.getString("title_ko"),
        row.getString("title_en"),
        new RequestNumber(row.getLong("number")).counter(),
        row.getInteger("doubtful") > 0,
        row.getString("reason"),
        row.getString("traceparent"),
        ToldDecision.factsFromJson(row.getString("facts")));
  }

  @Override
  public void sent(long id, String messageId, Instant now) {
    change(
        "UPDATE mail SET state = 'sent', ses_message_id = ?, since = ? WHERE id = ?",
        messageId,
        utc(now),
        id);
  }

  @Override
  public void putBack(long id, Instant now) {
    change(
        "UPDATE mail SET state = 'queued', since = ? WHERE id = ? AND state = 'sending'",
        utc(now),
        id);
  }

  @Override
  public void putBackDoubtful(long id, Instant now) {
    change(
        """
        UPDATE mail SET state = 'queued', doubtful = doubtful + 1, since = ?
        WHERE id = ? AND state = 'sending'\
        """,
        utc(now),
        id);
  }

  @Override
  public void failed(long id, String reason, Instant now) {
    String kept = reason.substring(0, Math.min(reason.length(), REASON_LENGTH));
    change(
        "UPDATE mail SET state = 'failed', failure = ?, since = ? WHERE id = ? AND state = 'sending'",
        kept,
        utc(now),
        id);
  }

  @Override
  public List<Long> stuckSince(Instant before) {
    var ids = new ArrayList<Long>();
    run(
            "SELECT id FROM mail WHERE state = 'sending' AND since < ? ORDER BY id LIMIT "
                + STUCK_AT_ONCE,
            utc(before))
        .forEach(row -> ids.add(row.getLong(0)));
    return ids;
  }

  private void change(String sql, Object... values) {
    var unused = run(sql, values);
  }

  private RowSet<Row> run(String sql, Object... values) {
    return pool.preparedQuery(sql)
        .execute(Tuple.from(values))
        .await()
        .atMost(config.databaseTimeout());
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
