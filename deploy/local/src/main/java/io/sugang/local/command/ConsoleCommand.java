package io.sugang.local.command;

import io.sugang.local.Home;
import io.sugang.local.LocalSystemException;
import io.sugang.local.Progress;
import io.sugang.local.Secrets;
import io.sugang.local.console.Console;
import io.sugang.local.identity.IdentityEndpoints;
import io.sugang.local.identity.TokenIssuer;
import io.sugang.local.university.Seed;
import io.sugang.local.university.University;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a system needs for trying it out whose parts are not embedded, as in {@code
 * deploy/containers/compose.yaml}: a seeded database, tokens, and a mailbox.
 */
@Command(
    name = "console",
    hidden = true,
    description =
        "Seeds a migrated database; then serves tokens and a mailbox until it is stopped.")
final class ConsoleCommand implements Callable<Integer> {

  @Mixin private HomeOption home;

  @Option(names = "--port", defaultValue = "18025")
  private int port;

  @Option(names = "--students", defaultValue = "20000")
  private int students;

  @Option(names = "--seed", defaultValue = "2027")
  private long seed;

  @Option(names = "--database", required = true, description = "JDBC URL")
  private String database;

  @Option(names = "--user", defaultValue = "${env:SUGANG_DB_ADMIN_USER}")
  private String user;

  @Option(names = "--password", defaultValue = "${env:SUGANG_DB_ADMIN_PASSWORD}")
  private String password;

  @Option(names = "--client-secret", defaultValue = "${env:SUGANG_CLIENT_SECRET}")
  private String clientSecret;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home where = home.home();
    var progress = new Progress(System.err);
    try (Connection connection = DriverManager.getConnection(database, user, password)) {
      if (Seed.plant(connection, University.found(seed, students), true)) {
        progress.done("Seeded: %,d students, university no. %d".formatted(students, seed));
      }
    } catch (SQLException e) {
      throw new LocalSystemException("the database can't be seeded: " + e.getMessage(), e);
    }
    var secrets = new Secrets(where);
    secrets.put(IdentityEndpoints.secretName("gateway-service"), clientSecret);
    Console.start(new InetSocketAddress(port), new TokenIssuer(where), secrets);
    progress.done("Tokens and mailbox: port " + port);
    new CountDownLatch(1).await();
    return 0;
  }
}
