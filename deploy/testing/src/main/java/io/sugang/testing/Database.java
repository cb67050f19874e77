package io.sugang.testing;

import io.sugang.local.system.SystemStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A database as an administrator sees it, for tests to arrange things and to judge what really
 * happened.
 */
public final class Database {

  private final SystemStatus.Database place;
  private final String user;
  private final String password;

  public Database(SystemStatus.Database place) {
    this(place, place.user(), place.password());
  }

  private Database(SystemStatus.Database place, String user, String password) {
    this.place = place;
    this.user = user;
    this.password = password;
  }

  /** The writer of the local stack. */
  public static Database writer() {
    return new Database(LocalStack.status().writer());
  }

  /** The reader of the local stack. */
  public static Database reader() {
    return new Database(LocalStack.status().reader());
  }

  /** The same as somebody else sees it. */
  public Database as(String otherUser, String theirPassword) {
    return new Database(place, otherUser, theirPassword);
  }

  /** Runs a statement. */
  public void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Inserts a row and tells the id that the table gave it. */
  public long insert(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql, Statement.RETURN_GENERATED_KEYS);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of the first row, as a number. */
  public long number(String sql) {
    return Long.parseLong(text(sql));
  }

  /** The first column of the first row. */
  public String text(String sql) {
    return column(sql).getFirst();
  }

  /** The first column of all rows. */
  public List<String> column(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var values = new ArrayList<String>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Keeps everybody else from a table until it is unlocked. */
  public TableLock lock(String table) {
    try {
      return new TableLock(connect(), table);
    } catch (SQLException e) {
      throw new IllegalStateException(table, e);
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://%s:%d/%s?sslMode=disable"
            .formatted(place.host(), place.port(), place.database()),
        user,
        password);
  }
}
