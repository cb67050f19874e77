package io.sugang.local.part;

import io.sugang.local.LocalSystemException;
import io.sugang.local.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Migrates the database, as a task of its own would on AWS, and gives each service its user. */
public final class Schema {

  /** The database's name. */
  public static final String NAME = "sugang";

  private static final Map<String, DbUser> USERS =
      Map.of("worker", DbUser.WORKER, "office", DbUser.OFFICE, "notifier", DbUser.NOTIFIER);

  private Schema() {}

  /** A service's database user. */
  public enum DbUser {
    WORKER("sugang_worker"),
    OFFICE("sugang_office"),
    NOTIFIER("sugang_notifier");

    private final String login;

    DbUser(String login) {
      this.login = login;
    }

    public String login() {
      return login;
    }

    public String password(Secrets secrets) {
      return secrets.get("mariadb." + login);
    }
  }

  /** Brings the schema to its newest version; users and rights included. */
  public static void migrate(MariaDbPair databases, Secrets secrets) {
    try (Connection connection = databases.administrate("");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE IF NOT EXISTS " + NAME + " DEFAULT CHARACTER SET utf8mb4");
      Flyway.configure()
          .dataSource(
              "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=disable"
                  .formatted(databases.writerPort(), NAME),
              MariaDbServer.ADMIN,
              secrets.get("mariadb.admin"))
          .locations("classpath:db/migration")
          .load()
          .migrate();
      for (DbUser user : DbUser.values()) {
        String account = account(user);
        statement.execute("CREATE USER IF NOT EXISTS " + account);
        statement.execute(
            "ALTER USER %s IDENTIFIED BY '%s'".formatted(account, user.password(secrets)));
      }
      for (String grant : grants().split(";")) {
        if (!grant.isBlank()) {
          statement.execute(grant);
        }
      }
    } catch (SQLException | IOException e) {
      throw new LocalSystemException("the database can't be migrated: " + e.getMessage(), e);
    }
  }

  private static String grants() throws IOException {
    try (InputStream in = Schema.class.getResourceAsStream("/db/grants.sql")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text = text.replaceAll("(?m)^--.*$", "").replace("${schema}", NAME);
      for (var user : USERS.entrySet()) {
        text = text.replace("${" + user.getKey() + "}", account(user.getValue()));
      }
      return text;
    }
  }

  private static String account(DbUser user) {
    return "'%s'@'127.0.0.1'".formatted(user.login());
  }
}
