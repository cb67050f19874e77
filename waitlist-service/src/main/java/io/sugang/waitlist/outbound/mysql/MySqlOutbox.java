package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.message.MailState;
import io.sugang.contract.queue.Queue;
import io.sugang.waitlist.application.outbox.Outbox;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.facts.InList;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Mail intents in the writer's table {@code mail}. */
@ApplicationScoped
class MySqlOutbox implements Outbox {

  private static final int RECLAIMED_AT_ONCE = 1000;

  private final Pool pool;
  private final MailBatches batches;
  private final Duration patience;
  private final int inFlightLimit;
  private final WaitlistConfig config;

  MySqlOutbox(Pool pool, WaitlistConfig config) {
    this.pool = pool;
    this.batches = new MailBatches(pool, config);
    this.patience = config.batchTimeout();
    this.config = config;
    this.inFlightLimit = config.outboxInFlight();
  }

  @Override
  public int expand() {
    return batches.expand();
  }

  @Override
  public int handOver(int max, Instant now, Consumer<List<Long>> handOver) {
    SqlConnection connection = Sql.connection(pool, patience);
    try (var transaction = MySqlTransaction.begin(connection, config)) {
      int room = Math.min(max, inFlightLimit - inFlight(connection, now));
      if (room <= 0) {
        return 0;
      }
      List<Long> ids = new ArrayList<>();
      Sql.run(
              connection,
              patience,
              "SELECT id FROM mail WHERE state = '%s' ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED"
                  .formatted(MailState.PENDING),
              room)
          .forEach(row -> ids.add(row.getLong(0)));
      if (ids.isEmpty()) {
        return 0;
      }
      handOver.accept(List.copyOf(ids));
      var values = new ArrayList<Object>();
      values.add(Sql.utc(now));
      values.addAll(ids);
      Sql.run(
          connection,
          patience,
          "UPDATE mail SET state = '%s', since = ? WHERE id IN (%s)"
              .formatted(MailState.QUEUED, InList.placeholders(ids.size())),
          values.toArray());
      transaction.commit();
      return ids.size();
    }
  }

  /**
   * About: other workers may hand over at the same time. What was handed over long ago waits for
   * its repetition, and takes nobody's place.
   */
  private int inFlight(SqlConnection connection, Instant now) {
    return Sql.run(
            connection,
            patience,
            "SELECT COUNT(*) FROM mail WHERE state IN ('%s', '%s') AND since > ?"
                .formatted(MailState.QUEUED, MailState.SENDING),
            Sql.utc(now.minus(Queue.NOTIFICATIONS.visibilityTimeout())))
        .iterator()
        .next()
        .getInteger(0);
  }

  @Override
  public int reclaim(Instant queuedBefore, Instant now) {
    SqlConnection connection = Sql.connection(pool, patience);
    try (var transaction = MySqlTransaction.begin(connection, config)) {
      int reclaimed =
          Sql.run(
                  connection,
                  patience,
                  "UPDATE mail SET state = '%s', since = ? WHERE state = '%s' AND since < ? LIMIT %d"
                      .formatted(MailState.PENDING, MailState.QUEUED, RECLAIMED_AT_ONCE),
                  Sql.utc(now),
                  Sql.utc(queuedBefore))
              .rowCount();
      transaction.commit();
      return reclaimed;
    }
  }
}
