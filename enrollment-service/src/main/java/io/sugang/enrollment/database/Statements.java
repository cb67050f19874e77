package io.sugang.enrollment.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.mysqlclient.MySQLBatchException;
import io.vertx.mysqlclient.MySQLException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Statements on the writer and the reader endpoint, for threads that wait for the answers. */
@ApplicationScoped
public class Statements {

  private static final int DEADLOCK = 1213;
  private static final int TRIES_AFTER_A_DEADLOCK = 3;

  private final Pool writer;
  private final Pool reader;
  private final EnrollmentConfig config;

  Statements(Pool writer, @ReactiveDataSource("reader") Pool reader, EnrollmentConfig config) {
    this.writer = writer;
    this.reader = reader;
    this.config = config;
  }

  /** One statement on the writer. */
  public RowSet<Row> write(String sql, Object... values) {
    return await(query(writer, sql, values));
  }

  /** One statement for each row. */
  public void writeAll(String sql, List<Tuple> rows) {
    if (!rows.isEmpty()) {
      var unused = await(writer.preparedQuery(sql).executeBatch(rows));
    }
  }

  /** One statement on the reader. */
  public RowSet<Row> read(String sql, Object... values) {
    return await(query(reader, sql, values));
  }

  /** Work that reads, all as of one moment, on one connection to the reader. */
  public <T> T inSnapshot(Function<Snapshot, T> work) {
    SqlConnection connection = await(reader.getConnection());
    try {
      var unused =
          await(
              connection
                  .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                  .execute()
                  .flatMap(_ -> connection.query("START TRANSACTION READ ONLY").execute()));
      return work.apply(new Snapshot(connection));
    } finally {
      var unused =
          await(
              connection
                  .query("ROLLBACK")
                  .execute()
                  .onFailure()
                  .recoverWithNull()
                  .call(connection::close));
    }
  }

  /** The moment that work reads of. */
  public final class Snapshot {

    private final SqlConnection connection;

    private Snapshot(SqlConnection connection) {
      this.connection = connection;
    }

    /** The answers to some statements, which are sent one behind the other. */
    public List<RowSet<Row>> read(List<String> statements, List<Tuple> values) {
      var answers = new ArrayList<Uni<RowSet<Row>>>();
      for (int i = 0; i < statements.size(); i++) {
        answers.add(connection.preparedQuery(statements.get(i)).execute(values.get(i)));
      }
      return answers.isEmpty() ? List.of() : await(Uni.join().all(answers).andFailFast());
    }
  }

  /**
   * Work on one connection to the writer, which is committed if it does not fail. It is done again
   * if a deadlock undid it.
   */
  public <T> T inTransaction(Function<SqlConnection, Uni<T>> work) {
    return await(
        writer
            .withConnection(
                connection ->
                    // A service that is frozen must not hold up workers for long, and gap locks
                    // would.
                    connection
                        .query("SET SESSION wait_timeout = 4, innodb_lock_wait_timeout = 3")
                        .execute()
                        .flatMap(
                            _ ->
                                connection
                                    .query("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
                                    .execute())
                        .flatMap(_ -> connection.begin())
                        .flatMap(
                            transaction ->
                                work.apply(connection)
                                    .call(_ -> transaction.commit())
                                    .onFailure()
                                    .call(_ -> transaction.rollback()))
                        .eventually(
                            () -> connection.query("SET SESSION wait_timeout = 20").execute()))
            .onFailure(Statements::isDeadlock)
            .retry()
            .atMost(TRIES_AFTER_A_DEADLOCK));
  }

  private static boolean isDeadlock(Throwable failure) {
    return switch (failure) {
      case MySQLException refused -> refused.getErrorCode() == DEADLOCK;
      case MySQLBatchException batch ->
          batch.getIterationError().values().stream().anyMatch(Statements::isDeadlock);
      default -> false;
    };
  }

  private <T> T await(Uni<T> answer) {
    return answer.await().atMost(config.operationsTimeout());
  }

  /** A statement on a client of one's own. */
  public static Uni<RowSet<Row>> query(SqlClient client, String sql, Object... values) {
    return client.preparedQuery(sql).execute(Tuple.from(values));
  }

  /** As the database keeps times. */
  public static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /** {@code null} if the column is. */
  public static Instant instant(Row row, String column) {
    LocalDateTime time = row.getLocalDateTime(column);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }
}
