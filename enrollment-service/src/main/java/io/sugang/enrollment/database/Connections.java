package io.sugang.enrollment.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.mysql.client.MySQLPoolCreator;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the databases. One that says nothing for longer than anybody waits for an answer
 * is closed: its server, or the way there, may be gone without a word.
 */
class Connections implements MySQLPoolCreator {

  /** Longer than any statement takes. */
  private static final int SILENCE_SECONDS = 15;

  @Override
  public Pool create(Input input) {
    input
        .mySQLConnectOptionsList()
        .forEach(
            options ->
                options.setReadIdleTimeout(SILENCE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS));
    return MySQLBuilder.pool()
        .using(input.vertx())
        .with(input.poolOptions())
        .connectingTo(List.<SqlConnectOptions>copyOf(input.mySQLConnectOptionsList()))
        .build();
  }

  /** To the writer endpoint. */
  @Singleton
  static class ToWriter extends Connections {}

  /** To the reader endpoint. */
  @Singleton
  @ReactiveDataSource("reader")
  static class ToReader extends Connections {}
}
