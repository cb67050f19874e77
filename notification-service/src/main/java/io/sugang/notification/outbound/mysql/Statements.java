package io.sugang.notification.outbound.mysql;

import io.quarkus.runtime.ShutdownEvent;
import io.sugang.notification.config.NotificationConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.mysqlclient.MySQLException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Statements to the writer, for threads that may wait. */
@ApplicationScoped
class Statements {

  private static final Logger LOG = Logger.getLogger(Statements.class);

  /** Classes of SQL states: bad values, broken constraints, missing rights or tables. */
  private static final Set<String> REFUSALS = Set.of("22", "23", "42");

  private final Pool pool;
  private final NotificationConfig config;
  private final CountDownLatch closing = new CountDownLatch(1);

  Statements(Pool pool, NotificationConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /** Runs a statement once. If it fails nobody knows whether it was carried out. */
  RowSet<Row> run(String sql, Object... values) {
    return pool.preparedQuery(sql)
        .execute(Tuple.from(values))
        .await()
        .atMost(config.databaseTimeout());
  }

  /**
   * Runs statements that may be run twice until the database has answered. A connection that does
   * not answer stays occupied until it is closed, so each try has another one.
   *
   * @throws RuntimeException if the database refuses it for good, which is known then; or if the
   *     service stops meanwhile
   */
  <T> T runUntilKnown(Supplier<T> statements) {
    boolean isSaid = false;
    while (true) {
      try {
        return statements.get();
      } catch (RuntimeException e) {
        if (isRefused(e)) {
          throw e;
        }
        LOG.logf(
            isSaid ? Logger.Level.DEBUG : Logger.Level.WARN,
            "the database does not say what became of a mail; it is asked again: %s",
            e.getMessage());
        isSaid = true;
        awaitNextTry(e);
      }
    }
  }

  /** Whether the database answered that it never will; all else, such as a failover, passes. */
  private static boolean isRefused(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MySQLException answer && answer.getSqlState() != null) {
        return REFUSALS.contains(answer.getSqlState().substring(0, 2));
      }
    }
    return false;
  }

  private void awaitNextTry(RuntimeException e) {
    try {
      if (closing.await(config.databaseRetry().toMillis(), TimeUnit.MILLISECONDS)) {
        throw e;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw e;
    }
  }

  void close(@Observes ShutdownEvent event) {
    closing.countDown();
  }
}
