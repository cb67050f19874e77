package io.sugang.migration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema to its newest version, and gives each service its login with its rights. Doing
 * it again changes nothing; with another password it changes the login's.
 */
public final class Migration {

  private final Target target;
  private final String user;
  private final String password;

  /**
   * @param user may do everything
   */
  public Migration(Target target, String user, String password) {
    this.target = target;
    this.user = user;
    this.password = password;
  }

  /**
   * Migrates.
   *
   * @param passwords of every login, of letters, digits, {@code -} and {@code _}
   * @return how many migrations were new
   */
  public int run(Map<DbUser, String> passwords) throws SQLException {
    for (DbUser login : DbUser.values()) {
      requirePassword(login, passwords.get(login));
    }
    try (Connection connection = DriverManager.getConnection(target.jdbc(""), user, password);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE IF NOT EXISTS %s DEFAULT CHARACTER SET utf8mb4"
              .formatted(target.schema()));
      int applied =
          Flyway.configure()
              .dataSource(target.jdbc(target.schema()), user, password)
              .locations("classpath:db/migration")
              .load()
              .migrate()
              .migrationsExecuted;
      for (DbUser login : DbUser.values()) {
        statement.execute("CREATE USER IF NOT EXISTS " + account(login));
        statement.execute(
            "ALTER USER %s IDENTIFIED BY '%s'".formatted(account(login), passwords.get(login)));
      }
      for (String grant : grants().split(";")) {
        if (!grant.isBlank()) {
          statement.execute(grant);
        }
      }
      return applied;
    }
  }

  private static void requirePassword(DbUser login, String password) {
    if (password == null || !password.matches("[A-Za-z0-9_-]{16,200}")) {
      throw new IllegalArgumentException(
          "password of %s: expected 16 to 200 letters, digits, '-' and '_'"
              .formatted(login.login()));
    }
  }

  private String account(DbUser login) {
    return "'%s'@'%s'".formatted(login.login(), target.callers());
  }

  private String grants() {
    try (InputStream in = Migration.class.getResourceAsStream("/db/grants.sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text = text.replaceAll("(?m)^--.*$", "").replace("${schema}", target.schema());
      for (DbUser login : DbUser.values()) {
        text = text.replace("${" + login.placeholder() + "}", account(login));
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
