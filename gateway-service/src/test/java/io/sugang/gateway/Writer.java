package io.sugang.gateway;

import io.sugang.local.system.SystemStatus;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An administrator's view of the writer, for tests to arrange things. */
public final class Writer {

  private Writer() {}

  /** Runs a statement. */
  public static void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The first column of all rows. */
  public static List<String> column(String sql) {
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

  private static Connection connect() throws SQLException {
    SystemStatus.Database writer = LocalStack.status().writer();
    return DriverManager.getConnection(
        "jdbc:mariadb://%s:%d/%s?sslMode=disable"
            .formatted(writer.host(), writer.port(), writer.database()),
        writer.user(),
        writer.password());
  }
}
