package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.message.MailState;
import io.sugang.waitlist.application.decide.SectionStore.RefusedException;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.facts.InList;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Mail intents of batches, as a decision's commit leaves them in the writer's table. */
final class MailBatches {

  private static final Logger LOG = Logger.getLogger(MailBatches.class);

  private static final int EXPANDED_AT_ONCE = 64;

  /** Of their members' text; some 2,000 intents. The last batch may go beyond. */
  private static final int CHARACTERS_AT_ONCE = 100_000;

  private final Pool pool;
  private final WaitlistConfig config;

  /** Batches that can't be expanded, however often. They are in nobody's way, and stay. */
  private final Set<Long> broken = ConcurrentHashMap.newKeySet();

  MailBatches(Pool pool, WaitlistConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /**
   * Makes the oldest ones rows of {@code mail}.
   *
   * @return how many
   */
  int expand() {
    var chosen = new ArrayList<Long>();
    try {
      return isEmpty() ? 0 : expand(EXPANDED_AT_ONCE, chosen);
    } catch (RefusedException e) {
      if (!e.isLasting()) {
        throw e;
      }
      return expandEach(chosen.size());
    }
  }

  /** One of them does the harm. */
  private int expandEach(int batches) {
    int expanded = 0;
    for (int i = 0; i < batches; i++) {
      var chosen = new ArrayList<Long>();
      try {
        expanded += expand(1, chosen);
      } catch (RefusedException e) {
        if (!e.isLasting()) {
          throw e;
        }
        broken.addAll(chosen);
        LOG.errorf(
            "nobody gets the mails of mail_batch %s, which stays: %s", chosen, e.getMessage());
      }
    }
    return expanded;
  }

  /** Mostly nothing is there, and seeing that is cheaper without a transaction. */
  private boolean isEmpty() {
    return Sql.run(pool, config.batchTimeout(), "SELECT 1 FROM mail_batch LIMIT 1").size() == 0;
  }

  /**
   * @param chosen is given their ids, also if it fails
   */
  private int expand(int max, List<Long> chosen) {
    try (var transaction =
        MySqlTransaction.begin(Sql.connection(pool, config.batchTimeout()), config)) {
      int characters = 0;
      for (Row row :
          transaction.run(
              """
              SELECT id, CHAR_LENGTH(members) AS characters FROM mail_batch
              ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED\
              """,
              EXPANDED_AT_ONCE + broken.size())) {
        long id = row.getLong("id");
        if (chosen.size() < max && characters < CHARACTERS_AT_ONCE && !broken.contains(id)) {
          chosen.add(id);
          characters += row.getInteger("characters");
        }
      }
      if (!chosen.isEmpty()) {
        expand(transaction, InList.padded(chosen).toArray());
        transaction.commit();
      }
      return chosen.size();
    }
  }

  /**
   * An intent that is there already stays as it is; one of another student breaks the table's
   * rules.
   */
  private static void expand(MySqlTransaction transaction, Object[] batches) {
    String ids = InList.placeholders(batches.length);
    var unused =
        transaction.runAll(
            List.of(
                Sql.query(
                    transaction.connection(),
                    """
                    INSERT INTO mail (section_id, number, student_id, kind, state, since)
                    SELECT b.section_id, m.number, m.student, m.kind, '%s', b.since
                    FROM mail_batch b,
                      JSON_TABLE(b.members, '$[*]' COLUMNS (
                        number BIGINT PATH '$.number',
                        student VARCHAR(36) PATH '$.student',
                        kind VARCHAR(16) PATH '$.kind')) m
                    WHERE b.id IN (%s)
                    ORDER BY b.id, m.number
                    ON DUPLICATE KEY UPDATE state = IF(student_id = VALUES(student_id), state, 'clash')\
                    """
                        .formatted(MailState.PENDING, ids),
                    batches),
                Sql.query(
                    transaction.connection(),
                    "DELETE FROM mail_batch WHERE id IN (%s)".formatted(ids),
                    batches)));
  }
}
