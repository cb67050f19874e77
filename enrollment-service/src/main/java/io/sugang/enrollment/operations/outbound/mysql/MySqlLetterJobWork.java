package io.sugang.enrollment.operations.outbound.mysql;

import static io.sugang.enrollment.database.Statements.instant;
import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.queue.Queue;
import io.sugang.enrollment.database.Statements;
import io.sugang.enrollment.operations.application.LetterJobWork;
import io.sugang.enrollment.operations.domain.DeadLetterState;
import io.sugang.enrollment.operations.domain.LetterJobState;
import io.sugang.waitlist.facts.InList;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** How jobs are carried out, by the tables {@code letter_job} and {@code letter_job_item}. */
@ApplicationScoped
class MySqlLetterJobWork implements LetterJobWork {

  private static final String FOLLOW =
      """
      UPDATE letter_job_item i JOIN dead_letter d ON d.id = i.letter_id
      SET i.changed_at = ?, i.state = CASE WHEN d.returns > i.returns THEN 'returned'
        WHEN d.state = '%1$s' THEN 'discarded' ELSE 'decided' END
      WHERE i.job_id = ? AND i.state = 'sent' AND (d.returns > i.returns OR d.state IN ('%1$s', '%2$s'))\
      """
          .formatted(DeadLetterState.DISCARDED, DeadLetterState.RESOLVED);

  private static final String LOST =
      """
      UPDATE letter_job_item SET state = 'skipped', changed_at = ?, note = 'nobody knows what became of it'
      WHERE job_id = ? AND state = 'sent' AND sent_at < ?\
      """;

  /** Of letters that were sent since the job was begun, or resumed. */
  private static final String RESULTS =
      """
      SELECT
        (SELECT COUNT(*) FROM letter_job_item i WHERE i.job_id = ? AND i.state = 'decided'
          AND i.sent_at >= j.judged_from) AS decided,
        (SELECT COUNT(*) FROM letter_job_item i WHERE i.job_id = ? AND i.state = 'returned'
          AND i.sent_at >= j.judged_from) AS returned,
        (SELECT COUNT(*) FROM letter_job_item i WHERE i.job_id = ? AND i.state = 'returned'
          AND i.sent_at >= j.judged_from AND i.changed_at > COALESCE(
            (SELECT MAX(d.changed_at) FROM letter_job_item d WHERE d.job_id = j.id AND d.state = 'decided'),
            j.judged_from)) AS last_returned
      FROM letter_job j WHERE j.id = ?\
      """;

  /** Of each section the first, if none of it is under way; of what is no section's, the first. */
  private static final String NEXT =
      """
      SELECT i.position, d.id, d.queue, d.state, d.since, d.returns, d.body, d.attributes
      FROM letter_job_item i JOIN dead_letter d ON d.id = i.letter_id
      JOIN (
        (SELECT MIN(p.position) AS position FROM letter_job_item p
         WHERE p.job_id = ? AND p.state = 'picked' AND p.section_id > ''
           AND NOT EXISTS (SELECT 1 FROM letter_job_item u
             WHERE u.job_id = p.job_id AND u.state = 'sent' AND u.section_id = p.section_id)
         GROUP BY p.section_id ORDER BY position LIMIT ?)
        UNION ALL
        (SELECT p.position FROM letter_job_item p
         WHERE p.job_id = ? AND p.state = 'picked' AND p.section_id = '' ORDER BY p.position LIMIT ?)
      ) n ON n.position = i.position
      WHERE i.job_id = ? ORDER BY i.position LIMIT ?\
      """;

  private final Statements statements;

  MySqlLetterJobWork(Statements statements) {
    this.statements = statements;
  }

  @Override
  public List<Long> running() {
    var ids = new ArrayList<Long>();
    statements
        .write(
            "SELECT id FROM letter_job WHERE state = '%s' ORDER BY id"
                .formatted(LetterJobState.RUNNING))
        .forEach(row -> ids.add(row.getLong(0)));
    return ids;
  }

  @Override
  public boolean lease(long id, String process, Instant now, Instant until) {
    return statements
            .write(
                """
                UPDATE letter_job SET lease_by = ?, lease_until = ?
                WHERE id = ? AND state = '%s' AND (lease_by = ? OR lease_until IS NULL OR lease_until < ?)\
                """
                    .formatted(LetterJobState.RUNNING),
                process,
                utc(until),
                id,
                process,
                utc(now))
            .rowCount()
        > 0;
  }

  @Override
  public Results follow(long id, Instant lostBefore, Instant now) {
    var unused = statements.write(FOLLOW, utc(now), id);
    unused = statements.write(LOST, utc(now), id, utc(lostBefore));
    Row row = statements.write(RESULTS, id, id, id, id).iterator().next();
    return new Results(
        row.getLong("decided"), row.getLong("returned"), row.getLong("last_returned"));
  }

  @Override
  public List<Next> next(long id, int max) {
    var next = new ArrayList<Next>();
    statements
        .write(NEXT, id, max, id, max, id, max)
        .forEach(
            row -> {
              var attributes = new HashMap<String, String>();
              new JsonObject(row.getString("attributes"))
                  .forEach(
                      attribute ->
                          attributes.put(attribute.getKey(), attribute.getValue().toString()));
              next.add(
                  new Next(
                      row.getInteger("position"),
                      row.getLong("id"),
                      Queue.of(row.getString("queue")),
                      DeadLetterState.of(row.getString("state")),
                      instant(row, "since"),
                      row.getInteger("returns"),
                      row.getString("body"),
                      attributes));
            });
    return next;
  }

  @Override
  public void sent(long job, Next letter, Instant now) {
    var unused =
        statements.inTransaction(
            connection ->
                // What came back, or was done, meanwhile stays so, and is seen by that.
                query(
                        connection,
                        "UPDATE dead_letter SET state = '%s', since = ? WHERE id = ? AND state = ? AND returns = ?"
                            .formatted(DeadLetterState.REPLAYING),
                        utc(now),
                        letter.letter(),
                        letter.state().wireName(),
                        letter.returns())
                    .flatMap(
                        _ ->
                            query(
                                connection,
                                """
                                UPDATE letter_job_item SET state = 'sent', returns = ?, sent_at = ?, changed_at = ?
                                WHERE job_id = ? AND position = ? AND state = 'picked'\
                                """,
                                letter.returns(),
                                utc(now),
                                utc(now),
                                job,
                                letter.position())));
  }

  @Override
  public void skipped(long job, int position, String why, Instant now) {
    var unused =
        statements.write(
            "UPDATE letter_job_item SET state = 'skipped', note = ?, changed_at = ? WHERE job_id = ? AND position = ?",
            why,
            utc(now),
            job,
            position);
  }

  @Override
  public int discard(long job, int max, Instant now) {
    var positions = new ArrayList<Object>();
    statements
        .write(
            "SELECT position FROM letter_job_item WHERE job_id = ? AND state = 'picked' LIMIT ?",
            job,
            max)
        .forEach(row -> positions.add(row.getInteger(0)));
    if (positions.isEmpty()) {
      return 0;
    }
    String which =
        "i.job_id = ? AND i.position IN (%s)".formatted(InList.placeholders(positions.size()));
    return statements
        .inTransaction(
            connection ->
                query(
                        connection,
                        """
                        UPDATE letter_job_item i JOIN dead_letter d ON d.id = i.letter_id
                        SET d.state = '%s', d.since = ? WHERE %s AND d.state IN ('%s', '%s', '%s')\
                        """
                            .formatted(
                                DeadLetterState.DISCARDED,
                                which,
                                DeadLetterState.OPEN,
                                DeadLetterState.MOVED,
                                DeadLetterState.REPLAYING),
                        values(utc(now), job, positions))
                    .flatMap(
                        _ ->
                            query(
                                connection,
                                """
                                UPDATE letter_job_item i JOIN dead_letter d ON d.id = i.letter_id
                                SET i.state = IF(d.state = '%s', 'discarded', 'skipped'), i.changed_at = ? WHERE %s\
                                """
                                    .formatted(DeadLetterState.DISCARDED, which),
                                values(utc(now), job, positions))))
        .rowCount();
  }

  private static Object[] values(Object first, Object second, List<Object> others) {
    var values = new ArrayList<Object>();
    values.add(first);
    values.add(second);
    values.addAll(others);
    return values.toArray();
  }

  @Override
  public void stop(long id, String because, Instant now) {
    end(id, LetterJobState.STOPPED, because, now);
  }

  @Override
  public void done(long id, Instant now) {
    end(id, LetterJobState.DONE, null, now);
  }

  private void end(long id, LetterJobState state, String because, Instant now) {
    var unused =
        statements.write(
            "UPDATE letter_job SET state = ?, stopped_because = ?, since = ? WHERE id = ? AND state = '%s'"
                .formatted(LetterJobState.RUNNING),
            state.wireName(),
            because,
            utc(now),
            id);
  }

  @Override
  public boolean isBusy(int undecided) {
    return statements
            .read(
                "SELECT COUNT(*) FROM (SELECT 1 FROM request WHERE state = '%s' LIMIT ?) some"
                    .formatted(RequestState.WAITING),
                undecided + 1)
            .iterator()
            .next()
            .getLong(0)
        > undecided;
  }
}
