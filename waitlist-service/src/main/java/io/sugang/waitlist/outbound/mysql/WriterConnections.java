package io.sugang.waitlist.outbound.mysql;

import io.quarkus.reactive.mysql.client.MySQLPoolCreator;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the writer. One that says nothing for longer than anybody waits for an answer is
 * closed: its server, or the way there, may be gone without a word.
 */
@Singleton
class WriterConnections implements MySQLPoolCreator {

  private final WaitlistConfig config;

  WriterConnections(WaitlistConfig config) {
    this.config = config;
  }

  @Override
  public Pool create(Input input) {
    input
        .mySQLConnectOptionsList()
        .forEach(
            options ->
                options
                    .setPreparedStatementCacheSqlLimit(Sql.LONGEST_PREPARED)
                    .setReadIdleTimeout((int) config.writerSilence().toSeconds())
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    .setConnectTimeout((int) config.writerConnect().toMillis()));
    return MySQLBuilder.pool()
        .using(input.vertx())
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.mySQLConnectOptionsList()))
        .build();
  }
}
