package io.sugang.notification.outbound.mysql;

import io.quarkus.reactive.mysql.client.MySQLPoolCreator;
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

  /** Longer than any statement takes. */
  private static final int SILENCE_SECONDS = 15;

  /** A host that is gone does not refuse. */
  private static final int CONNECT_MILLIS = 2000;

  @Override
  public Pool create(Input input) {
    input
        .mySQLConnectOptionsList()
        .forEach(
            options ->
                options
                    .setReadIdleTimeout(SILENCE_SECONDS)
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    .setConnectTimeout(CONNECT_MILLIS));
    return MySQLBuilder.pool()
        .using(input.vertx())
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.mySQLConnectOptionsList()))
        .build();
  }
}
