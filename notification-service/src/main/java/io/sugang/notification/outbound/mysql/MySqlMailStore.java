package io.sugang.notification.outbound.mysql;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.message.MailKind;
import io.sugang.contract.message.MailState;
import io.sugang.contract.text.ReadableTime;
import io.sugang.notification.application.send.MailStore;
import io.sugang.notification.domain.MailIntent;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Mail intents in the writer's table {@code mail}. */
@ApplicationScoped
class MySqlMailStore implements MailStore {

  private static final int REASON_LENGTH = 200;
  private static final int STUCK_AT_ONCE = 100;

  /** A message may overtake the mark that it was handed over, so pending ones count as queued. */
  private static final Set<MailState> QUEUED = EnumSet.of(MailState.PENDING, MailState.QUEUED);

  private static final String IS_QUEUED =
      "state IN ('%s', '%s')".formatted(MailState.PENDING, MailState.QUEUED);

  private static final String IS_SENDING = "state = '%s'".formatted(MailState.SENDING);

  private static final String INTENT =
      """
      SELECT m.state, m.attempts, m.kind, m.uncertain, m.section_id, m.number, r.source_section_id,
        s.email, s.language, s.name_ko, s.name_en, c.title_ko, c.title_en,
        t.zone, r.state AS request_state, r.decided_at, r.changed_at, r.reason, r.facts, r.traceparent
      FROM mail m
      LEFT JOIN student s ON s.id = m.student_id
      LEFT JOIN (section x JOIN course c ON c.id = x.course_id) ON x.id = m.section_id
      LEFT JOIN term t ON t.id = x.term_id
      LEFT JOIN request r ON r.section_id = m.section_id AND r.number = m.number
      WHERE m.id = ?\
      """;

  private final Statements statements;

  MySqlMailStore(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Optional<MailIntent> claim(long id, UUID claim, Instant now) {
    Row row = first(statements.run(INTENT, id));
    if (row == null || !QUEUED.contains(MailState.of(row.getString("state")))) {
      return Optional.empty();
    }
    if (row.getString("email") == null
        || row.getString("title_ko") == null
        || row.getString("traceparent") == null) {
      giveUp(id, "student, section or request is missing", now);
      return Optional.empty();
    }
    // The number of attempts keeps a statement that comes late from claiming it once more.
    boolean isOurs =
        statements.runUntilKnown(
            () -> {
              int claimed =
                  statements
                      .run(
                          """
                      UPDATE mail SET state = '%s', attempts = attempts + 1, claim = ?, since = ?
                      WHERE id = ? AND %s AND attempts = ?\
                      """
                              .formatted(MailState.SENDING, IS_QUEUED),
                          claim.toString(),
                          utc(now),
                          id,
                          row.getInteger("attempts"))
                      .rowCount();
              return claimed == 1 || isClaimedBy(id, claim);
            });
    return isOurs ? Optional.of(intent(id, row)) : Optional.empty();
  }

  private boolean isClaimedBy(long id, UUID claim) {
    return statements
            .run(
                "SELECT 1 FROM mail WHERE id = ? AND claim = ? AND " + IS_SENDING,
                id,
                claim.toString())
            .size()
        > 0;
  }

  private static Row first(RowSet<Row> rows) {
    return rows.size() == 0 ? null : rows.iterator().next();
  }

  private static MailIntent intent(long id, Row row) {
    MailKind kind = MailKind.of(row.getString("kind"));
    return new MailIntent(
        id,
        kind,
        row.getString("email"),
        row.getString("language"),
        row.getString("name_ko"),
        row.getString("name_en"),
        row.getString("section_id"),
        row.getString("source_section_id"),
        row.getString("title_ko"),
        row.getString("title_en"),
        new RequestNumber(row.getLong("number")).counter(),
        decidedAt(kind, row),
        ReadableTime.zone(row.getString("zone")),
        row.getInteger("uncertain") > 0,
        row.getString("reason"),
        row.getString("traceparent"),
        LineDecision.factsFromJson(row.getString("facts")));
  }

  /** The journal knows when somebody was promoted only for as long as nothing else came after. */
  private static Instant decidedAt(MailKind kind, Row row) {
    if (kind != MailKind.PROMOTED) {
      return instant(row.getLocalDateTime("decided_at"));
    }
    return RequestState.of(row.getString("request_state")) == RequestState.ADMITTED
        ? instant(row.getLocalDateTime("changed_at"))
        : null;
  }

  @Override
  public void sent(long id, UUID claim, String messageId, Instant now) {
    mark(MailState.SENT, "ses_message_id = ?, since = ?", id, claim, messageId, utc(now));
  }

  @Override
  public void release(long id, UUID claim, Instant now) {
    mark(MailState.QUEUED, "since = ?", id, claim, utc(now));
  }

  @Override
  public void releaseUncertain(Stuck mail, Instant now) {
    mark(
        MailState.QUEUED,
        "uncertain = uncertain + 1, since = ?",
        mail.id(),
        mail.claim(),
        utc(now));
  }

  @Override
  public void failed(long id, UUID claim, String reason, Instant now) {
    mark(MailState.FAILED, "failure = ?, since = ?", id, claim, kept(reason), utc(now));
  }

  @Override
  public void retryFailed(long id, Instant now) {
    var unused =
        statements.run(
            "UPDATE mail SET state = '%s', failure = NULL, since = ? WHERE id = ? AND state = '%s'"
                .formatted(MailState.QUEUED, MailState.FAILED),
            utc(now),
            id);
  }

  /** Twice is as good as once: the second time it is no longer sending, or by another claim. */
  private void mark(MailState state, String changes, long id, UUID claim, Object... values) {
    var all = new ArrayList<>(Arrays.asList(values));
    all.add(id);
    all.add(claim.toString());
    String sql =
        "UPDATE mail SET state = '%s', %s WHERE id = ? AND claim = ? AND %s"
            .formatted(state, changes, IS_SENDING);
    var unused = statements.runUntilKnown(() -> statements.run(sql, all.toArray()));
  }

  private void giveUp(long id, String reason, Instant now) {
    var unused =
        statements.run(
            """
            UPDATE mail SET state = '%s', failure = ?, since = ?
            WHERE id = ? AND %s\
            """
                .formatted(MailState.FAILED, IS_QUEUED),
            kept(reason),
            utc(now),
            id);
  }

  private static String kept(String reason) {
    return reason.substring(0, Math.min(reason.length(), REASON_LENGTH));
  }

  @Override
  public List<Stuck> stuckSince(Instant before) {
    var stuck = new ArrayList<Stuck>();
    statements
        .run(
            "SELECT id, claim FROM mail WHERE %s AND since < ? ORDER BY id LIMIT %d"
                .formatted(IS_SENDING, STUCK_AT_ONCE),
            utc(before))
        .forEach(row -> stuck.add(new Stuck(row.getLong(0), UUID.fromString(row.getString(1)))));
    return stuck;
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Instant instant(LocalDateTime utc) {
    return utc == null ? null : utc.toInstant(ZoneOffset.UTC);
  }
}
