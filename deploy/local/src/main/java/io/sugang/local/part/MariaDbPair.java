package io.sugang.local.part;

import io.sugang.local.Home;
import io.sugang.local.Secrets;
import io.sugang.local.process.Await;
import io.sugang.local.process.ChildProcess;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A primary (the writer endpoint) and a replica (the reader endpoint). A commit is answered only
 * after the replica has it, so that a promotion loses nothing that was told; but a replica that
 * says nothing for too long is waited for no more, until it is back.
 */
public final class MariaDbPair {

  private static final Duration REPLICATION = Duration.ofSeconds(60);
  private static final List<String> BOTH =
      List.of(
          "--log-bin=binlog",
          "--binlog-format=ROW",
          "--expire-logs-days=3",
          "--log-slave-updates=1",
          "--gtid-strict-mode=1");

  private final MariaDbServer writer;
  private final MariaDbServer reader;
  private final String password;
  private long replicatingPid;

  private MariaDbPair(MariaDbServer writer, MariaDbServer reader, String password) {
    this.writer = writer;
    this.reader = reader;
    this.password = password;
  }

  /**
   * Starts both and waits until the replica follows the primary.
   *
   * @param replicaWait how long a commit waits for the replica
   */
  public static MariaDbPair start(
      Home home, Secrets secrets, int writerPort, int readerPort, Duration replicaWait)
      throws IOException, SQLException {
    MariaDbBinaries binaries = MariaDbBinaries.unpack(home);
    String password = secrets.get("mariadb.admin");
    var writerOptions = new ArrayList<>(BOTH);
    writerOptions.addAll(
        List.of(
            "--server-id=1",
            "--rpl-semi-sync-master-enabled=ON",
            "--rpl-semi-sync-master-wait-point=AFTER_SYNC",
            "--rpl-semi-sync-master-timeout=" + replicaWait.toMillis()));
    var readerOptions = new ArrayList<>(BOTH);
    readerOptions.addAll(
        List.of(
            "--server-id=2",
            "--read-only=1",
            "--skip-slave-start",
            "--rpl-semi-sync-slave-enabled=ON"));
    var certificate = DatabaseCertificate.of(home, secrets);
    for (List<String> options : List.of(writerOptions, readerOptions)) {
      options.add("--ssl-cert=" + certificate.certificate());
      options.add("--ssl-key=" + certificate.key());
    }
    var writer =
        MariaDbServer.start(home, binaries, "mariadb-writer", writerPort, password, writerOptions);
    var reader =
        MariaDbServer.start(home, binaries, "mariadb-reader", readerPort, password, readerOptions);
    var pair = new MariaDbPair(writer, reader, password);
    writer.awaitReady();
    reader.awaitReady();
    pair.replicate();
    return pair;
  }

  private void replicate() throws SQLException {
    try (Connection connection = reader.connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("STOP SLAVE");
      statement.execute(
          """
          CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=%d, MASTER_USER='%s', MASTER_PASSWORD='%s',
          MASTER_SSL=0, MASTER_CONNECT_RETRY=1, MASTER_USE_GTID=slave_pos\
          """
              .formatted(writer.port(), MariaDbServer.ADMIN, password));
      statement.execute("START SLAVE");
      Await.until(
          reader.process(),
          REPLICATION,
          () -> {
            try (ResultSet status = statement.executeQuery("SHOW SLAVE STATUS")) {
              return status.next()
                  && "Yes".equals(status.getString("Slave_IO_Running"))
                  && "Yes".equals(status.getString("Slave_SQL_Running"));
            }
          });
      replicatingPid = reader.process().pid();
    }
  }

  /** A replica that was started again does not replicate by itself. */
  public void keepReplicating() {
    if (reader.process().pid() == replicatingPid) {
      return;
    }
    try {
      replicate();
    } catch (SQLException e) {
      // It is not up yet; whoever watches over the system asks again in a second.
      replicatingPid = 0;
    }
  }

  /** Whether commits wait for the replica; empty if the primary does not say. */
  public Optional<Boolean> isSemiSynchronous() {
    try (Connection connection = writer.connect("");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SHOW GLOBAL STATUS LIKE 'Rpl_semi_sync_master_status'")) {
      return row.next() ? Optional.of(row.getString(2).equals("ON")) : Optional.empty();
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /** Waits until the replica has everything that the primary has now. */
  public void awaitReplica() throws SQLException {
    String position;
    try (Connection connection = writer.connect("");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@gtid_binlog_pos")) {
      row.next();
      position = row.getString(1);
    }
    try (Connection connection = reader.connect("");
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT MASTER_GTID_WAIT('%s', 60)".formatted(position));
    }
  }

  /** An administrator's connection to the writer. */
  public Connection administrate(String database) throws SQLException {
    return writer.connect(database);
  }

  public ChildProcess writer() {
    return writer.process();
  }

  public ChildProcess reader() {
    return reader.process();
  }

  public int writerPort() {
    return writer.port();
  }

  public int readerPort() {
    return reader.port();
  }

  /** Asks both to end, and kills whichever is still there when the time is over. */
  public void stop(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    writer.terminate();
    reader.terminate();
    writer.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    reader.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
  }
}
