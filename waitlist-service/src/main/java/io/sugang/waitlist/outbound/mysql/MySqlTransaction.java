package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.application.decide.Transaction;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.facts.FactsSource;
import io.sugang.waitlist.facts.InList;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** One transaction on one connection. */
final class MySqlTransaction implements Transaction, FactsSource {

  private static final Logger LOG = Logger.getLogger(MySqlTransaction.class);

  /** A connection that does not end in time is not waited for. */
  private static final Duration GOOD_BYE = Duration.ofSeconds(2);

  private final SqlConnection connection;
  private final Duration patience;
  private boolean committed;

  private MySqlTransaction(SqlConnection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
  }

  static MySqlTransaction begin(SqlConnection connection, WaitlistConfig config) {
    Duration patience = config.batchTimeout();
    var transaction = new MySqlTransaction(connection, patience);
    long idleSeconds = config.idleTransaction().toSeconds();
    try {
      // REPEATABLE READ's gap locks would deadlock concurrent inserts, and its snapshots would be
      // stale after a lock.
      Sql.awaitAll(
          List.of(
              // A worker that is frozen, or whose machine vanishes, must not hold its locks for
              // long, nor wait long for others'.
              connection
                  .query(
                      """
                      SET SESSION innodb_lock_wait_timeout = 3, wait_timeout = %1$d,
                        net_read_timeout = %1$d, net_write_timeout = %1$d\
                      """
                          .formatted(idleSeconds))
                  .execute(),
              connection.query("SET TRANSACTION ISOLATION LEVEL READ COMMITTED").execute(),
              connection.query("START TRANSACTION").execute()),
          patience);
      return transaction;
    } catch (RuntimeException e) {
      transaction.close();
      throw e;
    }
  }

  SqlConnection connection() {
    return connection;
  }

  RowSet<Row> run(String sql, Object... values) {
    return Sql.run(connection, patience, sql, values);
  }

  /**
   * A statement about students.
   *
   * @param statement with a condition, whose values follow
   */
  Uni<RowSet<Row>> ofStudents(
      String statement, Set<StudentId> students, String... conditionValues) {
    List<StudentId> padded = InList.padded(students);
    return Sql.query(
        connection,
        "%s AND student_id IN (%s)".formatted(statement, InList.placeholders(padded.size())),
        Stream.concat(Stream.of(conditionValues), padded.stream().map(StudentId::value)).toArray());
  }

  List<RowSet<Row>> runAll(List<Uni<RowSet<Row>>> statements) {
    return Sql.awaitAll(statements, patience);
  }

  @Override
  public List<RowSet<Row>> askAll(List<Question> questions) {
    return runAll(
        questions.stream()
            .map(one -> Sql.query(connection, one.sql(), one.values().toArray()))
            .toList());
  }

  @Override
  public void commit() {
    Sql.await(connection.query("COMMIT").execute(), patience);
    committed = true;
  }

  /** Lets the database see that this transaction is alive. */
  void goOn() {
    var unused = run("DO 0");
  }

  /**
   * Commands of a connection run in order, so even an unanswered ROLLBACK runs before the next
   * one's commands.
   */
  @Override
  public void close() {
    try {
      if (!committed) {
        Sql.await(connection.query("ROLLBACK").execute(), GOOD_BYE);
      }
      // Between transactions it may rest.
      var unused =
          connection
              .query("SET SESSION wait_timeout = 60")
              .execute()
              .subscribe()
              .asCompletionStage();
    } catch (RuntimeException e) {
      LOG.debugf("rollback unanswered: %s", e.getMessage());
    } finally {
      try {
        Sql.await(connection.close(), GOOD_BYE);
      } catch (RuntimeException e) {
        LOG.debugf("connection not returned: %s", e.getMessage());
      }
    }
  }
}
