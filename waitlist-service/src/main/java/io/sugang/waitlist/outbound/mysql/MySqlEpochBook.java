package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.EpochBook;
import io.sugang.waitlist.application.SectionJournal;
import io.sugang.waitlist.application.SectionJournal.SettledRequest;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.domain.Section;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** The epoch in the writer's table {@code line_epoch}. */
@ApplicationScoped
class MySqlEpochBook implements EpochBook {

  private final Pool pool;
  private final Duration patience;

  MySqlEpochBook(Pool pool, WaitlistConfig config) {
    this.pool = pool;
    this.patience = config.batchTimeout();
  }

  @Override
  public long current() {
    return epoch(pool, "");
  }

  private long epoch(SqlClient client, String lock) {
    return Sql.run(client, patience, "SELECT epoch FROM line_epoch WHERE id = 1" + lock)
        .iterator()
        .next()
        .getLong(0);
  }

  @Override
  public OptionalLong raiseUnless(BooleanSupplier unnecessary, Instant now) {
    SqlConnection connection = Sql.await(pool.getConnection(), patience);
    try (var entry = MySqlEntry.begin(connection, patience)) {
      long raised = epoch(connection, " FOR UPDATE") + 1;
      if (unnecessary.getAsBoolean()) {
        return OptionalLong.empty();
      }
      Sql.run(
          connection,
          patience,
          "UPDATE line_epoch SET epoch = ?, raised_at = ? WHERE id = 1",
          raised,
          Sql.utc(now));
      entry.commit();
      return OptionalLong.of(raised);
    }
  }

  @Override
  public boolean whileCurrent(long epoch, Runnable action) {
    SqlConnection connection = Sql.await(pool.getConnection(), patience);
    try (var entry = MySqlEntry.begin(connection, patience)) {
      if (epoch(connection, " FOR UPDATE") != epoch) {
        return false;
      }
      action.run();
      entry.commit();
      return true;
    }
  }

  @Override
  public SectionJournal journalOf(SectionId id) {
    RowSet<Row> sections =
        Sql.run(pool, patience, "SELECT * FROM section WHERE id = ?", id.value());
    Section section = MySqlEntry.section(id, sections.iterator().next());
    var undecided = new ArrayList<LineRequest>();
    var settled = new ArrayList<SettledRequest>();
    Sql.run(pool, patience, RequestRows.WITH_DECISION + " ORDER BY number", id.value())
        .forEach(
            row -> {
              LineRequest request = RequestRows.request(row);
              if (row.getString("state").equals("pending")) {
                undecided.add(request);
              } else {
                settled.add(
                    new SettledRequest(request, RequestRows.settlement(row, section.version())));
              }
            });
    return new SectionJournal(section, undecided, settled);
  }
}
