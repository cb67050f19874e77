package io.sugang.enrollment.operations.outbound.mysql;

import static io.sugang.enrollment.database.Statements.instant;
import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.sugang.enrollment.operations.application.LetterJobStore;
import io.sugang.enrollment.operations.domain.DeadLetterFilter;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.operations.domain.LetterJob;
import io.sugang.enrollment.operations.domain.LetterJobState;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.mysqlclient.MySQLClient;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** The tables {@code letter_job} and {@code letter_job_item}, on the writer. */
@ApplicationScoped
class MySqlLetterJobStore implements LetterJobStore {

  /**
   * Letters that a job may take in hand: those that were sent long ago, before what is given, too;
   * but none that another job has.
   */
  private static final String FREE =
      """
      (d.state IN ('%s', '%s') OR (d.state = '%s' AND d.since < ?))
        AND NOT EXISTS (SELECT 1 FROM letter_job_item x JOIN letter_job y ON y.id = x.job_id
          WHERE x.letter_id = d.id AND x.state IN ('picked', 'sent') AND y.state IN ('%s', '%s'))\
      """
          .formatted(
              DeadLetterState.OPEN,
              DeadLetterState.MOVED,
              DeadLetterState.REPLAYING,
              LetterJobState.RUNNING,
              LetterJobState.PAUSED);

  private static final String PREVIEW =
      """
      SELECT COUNT(*) AS letters,
        COALESCE(SUM(%1$s), 0) AS decided,
        COALESCE(SUM(NOT %1$s AND d.section_id IS NOT NULL AND s.id IS NULL), 0) AS no_section,
        COALESCE(SUM(NOT %1$s AND s.id IS NOT NULL AND d.student_id IS NOT NULL AND t.id IS NULL), 0) AS no_student
      FROM dead_letter d
      LEFT JOIN request r ON r.section_id = d.section_id AND r.number = d.number AND r.student_id = d.student_id
      LEFT JOIN section s ON s.id = d.section_id
      LEFT JOIN student t ON t.id = d.student_id\
      """
          .formatted(
              "(d.cause <> '%s' AND COALESCE(r.state NOT IN ('%s', '%s'), FALSE))"
                  .formatted(
                      DeadLetterCause.PROMOTION_FAILED,
                      RequestState.WAITING,
                      RequestState.QUARANTINED));

  private static final String PICK =
      """
      INSERT INTO letter_job_item (job_id, position, letter_id, section_id, state, returns, changed_at)
      SELECT ?, ROW_NUMBER() OVER (ORDER BY d.section_id, d.number, d.id), d.id,
        IF(d.queue = '%s', COALESCE(d.section_id, ''), ''), 'picked', d.returns, ?
      FROM dead_letter d\
      """
          .formatted(Queue.REQUESTS.queueName());

  private static final String JOB =
      """
      SELECT j.*,
        COALESCE(SUM(i.state = 'picked'), 0) AS picked, COALESCE(SUM(i.state = 'sent'), 0) AS sent,
        COALESCE(SUM(i.state = 'decided'), 0) AS decided, COALESCE(SUM(i.state = 'returned'), 0) AS returned,
        COALESCE(SUM(i.state = 'discarded'), 0) AS discarded, COALESCE(SUM(i.state = 'skipped'), 0) AS skipped
      FROM letter_job j LEFT JOIN letter_job_item i ON i.job_id = j.id%s GROUP BY j.id\
      """;

  private final Statements statements;

  MySqlLetterJobStore(Statements statements) {
    this.statements = statements;
  }

  @Override
  public Preview preview(DeadLetterFilter which, Instant stuckBefore) {
    var condition = new DeadLetterCondition(which).and(FREE, utc(stuckBefore));
    Row row =
        statements.read(PREVIEW + condition.where(), condition.values(List.of())).iterator().next();
    long letters = row.getLong("letters");
    long decided = row.getLong("decided");
    long noSection = row.getLong("no_section");
    long noStudent = row.getLong("no_student");
    return new Preview(
        letters,
        decided,
        Map.of(
            DeadLetterCause.UNKNOWN_SECTION.wireName(), noSection,
            DeadLetterCause.UNKNOWN_STUDENT.wireName(), noStudent),
        letters - decided - noSection - noStudent);
  }

  @Override
  public Optional<Long> create(
      String kind,
      DeadLetterFilter which,
      int rate,
      Instant stuckBefore,
      IntPredicate needsApproval,
      By by) {
    var condition = new DeadLetterCondition(which).and(FREE, utc(stuckBefore));
    try {
      return Optional.of(
          statements.inTransaction(
              connection -> create(connection, kind, condition, rate, needsApproval, by)));
    } catch (NothingPickedException e) {
      return Optional.empty();
    }
  }

  private static Uni<Long> create(
      SqlConnection connection,
      String kind,
      DeadLetterCondition condition,
      int rate,
      IntPredicate needsApproval,
      By by) {
    return query(
            connection,
            """
                    INSERT INTO letter_job
                      (kind, rate, letters, state, since, judged_from, created_by, created_at, reason)
                    VALUES (?, ?, 0, '%s', ?, ?, ?, ?, ?)\
                    """
                .formatted(LetterJobState.UNAPPROVED),
            kind,
            rate,
            utc(by.at()),
            utc(by.at()),
            by.who(),
            utc(by.at()),
            by.reason())
        .map(inserted -> inserted.property(MySQLClient.LAST_INSERTED_ID))
        .flatMap(
            id ->
                query(
                        connection,
                        PICK + condition.where(),
                        condition.values(List.of(id, utc(by.at()))))
                    .flatMap(
                        picked ->
                            picked.rowCount() == 0
                                ? Uni.createFrom().failure(new NothingPickedException())
                                : begin(
                                    connection,
                                    id,
                                    kind,
                                    picked.rowCount(),
                                    rate,
                                    needsApproval,
                                    by)));
  }

  /** Ends the transaction of a job that would have nothing to do. */
  private static final class NothingPickedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NothingPickedException() {
      super("nothing was picked", null, false, false);
    }
  }

  private static Uni<Long> begin(
      SqlConnection connection,
      long id,
      String kind,
      int letters,
      int rate,
      IntPredicate needsApproval,
      By by) {
    LetterJobState state =
        needsApproval.test(letters) ? LetterJobState.UNAPPROVED : LetterJobState.RUNNING;
    var after =
        new JsonObject().put("letters", letters).put("rate", rate).put("state", state.wireName());
    return query(
            connection,
            "UPDATE letter_job SET letters = ?, state = ? WHERE id = ?",
            letters,
            state.wireName(),
            id)
        .flatMap(_ -> Audit.write(connection, entry(kind + "-letters", id, by, null, after)))
        .replaceWith(id);
  }

  private static AuditEntry entry(
      String action, long job, By by, JsonObject before, JsonObject after) {
    return new AuditEntry(
        by.at(),
        by.who(),
        action,
        "job " + job,
        by.reason(),
        before == null ? null : before.encode(),
        after.encode());
  }

  @Override
  public Optional<LetterJob> find(long id) {
    return jobs(JOB.formatted(" WHERE j.id = ?"), id).stream().findFirst();
  }

  @Override
  public List<LetterJob> list(int offset, int max) {
    return jobs(
        JOB.formatted(
                " WHERE j.id IN (SELECT id FROM (SELECT id FROM letter_job ORDER BY id DESC LIMIT ? OFFSET ?) page)")
            + " ORDER BY j.id DESC",
        max,
        offset);
  }

  @Override
  public long count() {
    return statements.write("SELECT COUNT(*) FROM letter_job").iterator().next().getLong(0);
  }

  private List<LetterJob> jobs(String sql, Object... values) {
    var jobs = new ArrayList<LetterJob>();
    statements
        .write(sql, values)
        .forEach(
            row ->
                jobs.add(
                    new LetterJob(
                        row.getLong("id"),
                        row.getString("kind"),
                        row.getInteger("rate"),
                        row.getInteger("letters"),
                        row.getLong("picked"),
                        row.getLong("sent"),
                        row.getLong("decided"),
                        row.getLong("returned"),
                        row.getLong("discarded"),
                        row.getLong("skipped"),
                        row.getString("state"),
                        instant(row, "since"),
                        row.getString("stopped_because"),
                        row.getString("created_by"),
                        instant(row, "created_at"),
                        row.getString("reason"),
                        row.getString("approved_by"))));
    return jobs;
  }

  @Override
  public boolean change(
      long id, String action, Collection<LetterJobState> from, LetterJobState to, By by) {
    String states =
        from.stream()
            .map("'%s'"::formatted)
            .collect(Collectors.joining(", ", " AND state IN (", ")"));
    return change(
        id,
        action,
        by,
        states,
        connection ->
            query(
                connection,
                "UPDATE letter_job SET state = ?, since = ?, judged_from = ?, stopped_because = NULL WHERE id = ?",
                to.wireName(),
                utc(by.at()),
                utc(by.at()),
                id),
        new JsonObject().put("state", to.wireName()));
  }

  @Override
  public boolean approve(long id, Instant notBefore, By by) {
    return change(
        id,
        "approve-job",
        by,
        " AND state = '%s' AND created_at >= ? AND created_by <> ?"
            .formatted(LetterJobState.UNAPPROVED),
        connection ->
            query(
                connection,
                "UPDATE letter_job SET state = ?, since = ?, approved_by = ?, judged_from = ? WHERE id = ?",
                LetterJobState.RUNNING.wireName(),
                utc(by.at()),
                by.who(),
                utc(by.at()),
                id),
        new JsonObject().put("state", LetterJobState.RUNNING.wireName()),
        utc(notBefore),
        by.who());
  }

  @Override
  public boolean changeRate(long id, int rate, By by) {
    return change(
        id,
        "change-rate",
        by,
        " AND state NOT IN ('%s', '%s')".formatted(LetterJobState.DONE, LetterJobState.CANCELLED),
        connection -> query(connection, "UPDATE letter_job SET rate = ? WHERE id = ?", rate, id),
        new JsonObject().put("rate", rate));
  }

  /** Under the job's lock, with an audit entry of what it was. */
  private boolean change(
      long id,
      String action,
      By by,
      String condition,
      Function<SqlConnection, Uni<?>> update,
      JsonObject after,
      Object... compared) {
    var values = new ArrayList<Object>();
    values.add(id);
    values.addAll(List.of(compared));
    return statements.inTransaction(
        connection ->
            query(
                    connection,
                    "SELECT state, rate FROM letter_job WHERE id = ?%s FOR UPDATE"
                        .formatted(condition),
                    values.toArray())
                .flatMap(
                    rows -> {
                      if (rows.size() == 0) {
                        return Uni.createFrom().item(false);
                      }
                      Row row = rows.iterator().next();
                      var before =
                          new JsonObject()
                              .put("state", row.getString("state"))
                              .put("rate", row.getInteger("rate"));
                      return update
                          .apply(connection)
                          .flatMap(
                              _ -> Audit.write(connection, entry(action, id, by, before, after)))
                          .replaceWith(true);
                    }));
  }
}
