package io.sugang.local.part;

import io.sugang.local.Home;
import io.sugang.local.process.Await;
import io.sugang.local.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One MariaDB server. */
final class MariaDbServer {

  static final String ADMIN = "sugang_admin";

  private static final Duration START = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final int port;
  private final String adminPassword;

  private MariaDbServer(ChildProcess process, int port, String adminPassword) {
    this.process = process;
    this.port = port;
    this.adminPassword = adminPassword;
  }

  static MariaDbServer start(
      Home home,
      MariaDbBinaries binaries,
      String name,
      int port,
      String adminPassword,
      List<String> options)
      throws IOException {
    Path dataDirectory = home.data().resolve(name);
    binaries.createDataDirectory(dataDirectory);
    Path initFile = home.identity().resolve(name + "-init.sql");
    Files.writeString(
        initFile,
        """
        SET SESSION sql_log_bin = 0;
        CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
        ALTER USER '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
        GRANT ALL PRIVILEGES ON *.* TO '%1$s'@'127.0.0.1' WITH GRANT OPTION;
        """
            .formatted(ADMIN, adminPassword));
    var command = new ArrayList<>(binaries.serverCommand(dataDirectory));
    command.addAll(
        List.of(
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            "--socket=" + name + ".sock",
            "--init-file=" + initFile,
            "--character-set-server=utf8mb4",
            "--default-time-zone=+00:00",
            "--max-connections=300",
            "--innodb-buffer-pool-size=128M",
            "--innodb-log-file-size=64M",
            // Survives a killed server; a power cut may cost a laptop its last second.
            "--innodb-flush-log-at-trx-commit=2",
            "--performance-schema=OFF"));
    command.addAll(options);
    var process = ChildProcess.start(home, name, command, Map.of());
    return new MariaDbServer(process, port, adminPassword);
  }

  void awaitReady() {
    Await.until(
        process,
        START,
        () -> {
          try (Connection connection = connect("")) {
            return connection.isValid(1);
          }
        });
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=disable&connectTimeout=1000"
            .formatted(port, database),
        ADMIN,
        adminPassword);
  }

  ChildProcess process() {
    return process;
  }

  int port() {
    return port;
  }

  void terminate() {
    process.terminate();
  }

  void awaitEnd(Duration patience) {
    process.awaitEnd(patience);
  }
}
