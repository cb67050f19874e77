package io.sugang.testing;

import java.sql.Connection;
import java.sql.SQLException;

/** Holds a table, so that whoever needs it waits. */
public final class TableLock implements AutoCloseable {

  private final Connection connection;

  TableLock(Connection connection, String table) throws SQLException {
    this.connection = connection;
    try (var statement = connection.createStatement()) {
      statement.execute("LOCK TABLES " + table + " WRITE");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Lets it go before. */
  public void letGo() {
    try (var statement = connection.createStatement()) {
      statement.execute("UNLOCK TABLES");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
