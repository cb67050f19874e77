package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.Book;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The book on the writer endpoint. */
@ApplicationScoped
class MySqlBook implements Book {

  /** Later than any request; MySQL's own limit. */
  private static final LocalDateTime FOREVER = LocalDateTime.of(9999, 12, 31, 0, 0);

  private final Pool pool;
  private final WaitlistConfig config;

  MySqlBook(Pool pool, WaitlistConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Override
  public void journal(Collection<LineRequest> requests) {
    List<Object[]> rows =
        requests.stream().map(r -> RequestRows.values(r, "pending", null, null, null)).toList();
    Sql.awaitAll(
        Sql.insert(
            pool, RequestRows.INSERT, " ON DUPLICATE KEY UPDATE number = VALUES(number)", rows),
        config.journalTimeout());
  }

  @Override
  public boolean isWritable() {
    try {
      RowSet<Row> rows =
          Sql.run(
              pool,
              config.journalTimeout(),
              "SELECT @@global.read_only OR @@global.innodb_read_only");
      return rows.iterator().next().getLong(0) == 0;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public List<LineRequest> undecided(SectionId section, int max) {
    return RequestRows.requests(
        Sql.run(pool, config.batchTimeout(), RequestRows.PENDING, section.value(), max));
  }

  @Override
  public Set<SectionId> waitingSince(Instant acceptedBefore) {
    LocalDateTime before = acceptedBefore.equals(Instant.MAX) ? FOREVER : Sql.utc(acceptedBefore);
    return sectionIds(
        Sql.run(
            pool,
            config.batchTimeout(),
            "SELECT DISTINCT section_id FROM request WHERE state = 'pending' AND accepted_at < ?",
            before));
  }

  @Override
  public Set<SectionId> sections() {
    return sectionIds(Sql.run(pool, config.batchTimeout(), "SELECT id FROM section"));
  }

  private static Set<SectionId> sectionIds(RowSet<Row> rows) {
    var ids = new HashSet<SectionId>();
    rows.forEach(row -> ids.add(new SectionId(row.getString(0))));
    return ids;
  }

  @Override
  public Entry begin() {
    SqlConnection connection = Sql.await(pool.getConnection(), config.batchTimeout());
    return MySqlEntry.begin(connection, config.batchTimeout());
  }
}
