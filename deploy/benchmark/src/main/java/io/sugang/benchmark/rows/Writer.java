package io.sugang.benchmark.rows;

import io.sugang.local.LocalSystemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The writer database, across its failures: what fails because the connection is gone is done again
 * on a fresh one. A rush is judged by what the database holds, above all after it was away.
 */
public final class Writer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

  private final Opener opener;
  private Connection connection;

  /** Opens a connection. */
  @FunctionalInterface
  public interface Opener {
    Connection open() throws SQLException;
  }

  /** Something to do with a connection, which may be done twice. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  public Writer(Opener opener) {
    this.opener = opener;
  }

  /**
   * Does some work, as often as it takes.
   *
   * @throws LocalSystemException if the writer stays away for a minute
   */
  public <T> T ask(Work<T> work) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        if (connection == null) {
          connection = opener.open();
        }
        return work.on(connection);
      } catch (SQLException e) {
        if (!isGone(e)) {
          throw e;
        }
        close();
        if (System.nanoTime() > deadline) {
          throw new LocalSystemException(
              "the writer database has been away for %d s: %s"
                  .formatted(PATIENCE.toSeconds(), e.getMessage()),
              e);
        }
        Thread.sleep(BETWEEN_TRIES);
      }
    }
  }

  /** SQL states of class 08 are about the connection. */
  private static boolean isGone(SQLException e) {
    return e.getSQLState() != null && e.getSQLState().startsWith("08");
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is gone either way.
      }
      connection = null;
    }
  }
}
