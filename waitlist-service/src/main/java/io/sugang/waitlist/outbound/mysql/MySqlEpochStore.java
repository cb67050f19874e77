package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.application.recover.DecidedRequests;
import io.sugang.waitlist.application.recover.EpochStore;
import io.sugang.waitlist.application.recover.SectionOpening;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.rule.Section;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The epoch in the writer's table {@code line_epoch}. */
@ApplicationScoped
class MySqlEpochStore implements EpochStore {

  private static final Logger LOG = Logger.getLogger(MySqlEpochStore.class);

  private final Pool pool;
  private final Duration patience;
  private final WaitlistConfig config;

  MySqlEpochStore(Pool pool, WaitlistConfig config) {
    this.pool = pool;
    this.patience = config.batchTimeout();
    this.config = config;
  }

  @Override
  public long current() {
    return Sql.run(pool, patience, "SELECT epoch FROM line_epoch WHERE id = 1")
        .iterator()
        .next()
        .getLong(0);
  }

  @Override
  public boolean hasUnopened(long epoch) {
    return Sql.run(
                pool,
                patience,
                """
                SELECT 1 FROM section s LEFT JOIN line_opened o ON o.section_id = s.id
                WHERE o.epoch IS NULL OR o.epoch <> ? LIMIT 1\
                """,
                epoch)
            .size()
        > 0;
  }

  @Override
  public Present present() {
    long epoch = current();
    var sections = new ArrayList<SectionLine>();
    // In the order of the key, or every row of the journal would be read; forced, since a table
    // that grew in a rush looks small to the optimizer until its statistics are made anew. Numbers
    // of an epoch that is yet to come are not the line's.
    Sql.run(
            pool,
            patience,
            """
            SELECT s.id, COALESCE(o.epoch, 0) AS opened,
              COALESCE((SELECT r.number FROM request r FORCE INDEX (PRIMARY)
                WHERE r.section_id = s.id AND r.number < ?
                ORDER BY r.number DESC LIMIT 1), 0) AS highest
            FROM section s LEFT JOIN line_opened o ON o.section_id = s.id\
            """,
            RequestNumber.value(epoch + 1, 0))
        .forEach(
            row ->
                sections.add(
                    new SectionLine(
                        new SectionId(row.getString("id")),
                        row.getLong("highest"),
                        row.getLong("opened"))));
    return new Present(epoch, sections);
  }

  @Override
  public OptionalLong raiseUnless(BooleanSupplier unnecessary, Instant now) {
    SqlConnection connection = Sql.connection(pool, patience);
    try (var transaction = MySqlTransaction.begin(connection, config)) {
      OptionalLong held = hold(connection);
      if (held.isEmpty() || unnecessary.getAsBoolean()) {
        return OptionalLong.empty();
      }
      long raised = held.getAsLong() + 1;
      Sql.run(
          connection,
          patience,
          "UPDATE line_epoch SET epoch = ?, raised_at = ? WHERE id = 1",
          raised,
          Sql.utc(now));
      transaction.commit();
      return OptionalLong.of(raised);
    }
  }

  @Override
  public boolean whileCurrent(long epoch, Consumer<Hold> action) {
    SqlConnection connection = Sql.connection(pool, patience);
    try (var transaction = MySqlTransaction.begin(connection, config)) {
      OptionalLong held = hold(connection);
      if (held.isEmpty() || held.getAsLong() != epoch) {
        return false;
      }
      try (var _ = new Heartbeat(transaction)) {
        action.accept(transaction::goOn);
      }
      transaction.commit();
      return true;
    }
  }

  /** Long work goes on; a process that stands still does not. */
  private static final class Heartbeat implements AutoCloseable {

    private static final long MILLIS = 1000;

    private final Thread thread;

    Heartbeat(MySqlTransaction transaction) {
      thread = Thread.ofVirtual().name("epoch-hold").start(() -> beat(transaction));
    }

    private static void beat(MySqlTransaction transaction) {
      try {
        while (true) {
          TimeUnit.MILLISECONDS.sleep(MILLIS);
          transaction.goOn();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        LOG.debugf("the epoch is held no more: %s", e.getMessage());
      }
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }

  /** Locks the epoch; empty if somebody else has. */
  private OptionalLong hold(SqlConnection connection) {
    RowSet<Row> rows =
        Sql.run(
            connection,
            patience,
            "SELECT epoch FROM line_epoch WHERE id = 1 FOR UPDATE SKIP LOCKED");
    return rows.size() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(rows.iterator().next().getLong(0));
  }

  @Override
  public void opening(Collection<SectionId> sections, long epoch) {
    List<Object[]> rows =
        sections.stream().sorted().map(id -> new Object[] {id.value(), epoch}).toList();
    var unused =
        Sql.awaitAll(
            Sql.insert(
                pool,
                "INSERT INTO line_opened (section_id, epoch)",
                " ON DUPLICATE KEY UPDATE epoch = VALUES(epoch)",
                rows),
            patience);
  }

  @Override
  public List<SectionOpening> openings(List<SectionLine> lines) {
    Object[] ids = InList.padded(lines.stream().map(l -> l.section().value()).toList()).toArray();
    String in = " IN (" + InList.placeholders(ids.length) + ")";
    SqlConnection connection = Sql.connection(pool, patience);
    try {
      Sql.run(connection, patience, OpeningRows.LONG_TEXTS);
      var rows = new OpeningRows();
      Sql.run(connection, patience, OpeningRows.SEATS + in, ids).forEach(rows::seats);
      Sql.run(connection, patience, RequestRows.waitingIn(in), ids).forEach(rows::undecided);
      Sql.run(connection, patience, OpeningRows.receiptsOf(in), ids).forEach(rows::receipts);
      return rows.openings(lines);
    } finally {
      connection.closeAndForget();
    }
  }

  @Override
  public DecidedRequests decided(SectionId id, long after, int max) {
    RowSet<Row> sections = Sql.run(pool, patience, OpeningRows.SEATS + " = ?", id.value());
    Section section = SectionRows.section(id, sections.iterator().next());
    var requests = new ArrayList<LineRequest>();
    var updates = new ArrayList<LineUpdate>();
    Sql.run(
            pool,
            patience,
            RequestRows.WITH_DECISION
                + " AND number > ?"
                + RequestRows.AND_DECIDED
                + " ORDER BY number LIMIT ?",
            id.value(),
            after,
            max)
        .forEach(
            row -> {
              requests.add(RequestRows.request(row));
              updates.add(RequestRows.update(row, section.version()));
            });
    return new DecidedRequests(section, requests, updates);
  }
}
