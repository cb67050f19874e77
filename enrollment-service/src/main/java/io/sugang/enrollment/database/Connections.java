package io.sugang.enrollment.database;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.mysql.client.MySQLPoolCreator;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.vertx.mysqlclient.MySQLBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections to the databases. One that says nothing for longer than anybody waits for an answer
 * is closed: its server, or the way there, may be gone without a word.
 */
abstract class Connections implements MySQLPoolCreator {

  static Pool pool(MySQLPoolCreator.Input input, PoolOptions options, EnrollmentConfig config) {
    input
        .mySQLConnectOptionsList()
        .forEach(
            connect ->
                connect
                    .setReadIdleTimeout((int) config.connectionSilence().toSeconds())
                    .setIdleTimeoutUnit(TimeUnit.SECONDS)
                    .setConnectTimeout((int) config.connectTimeout().toMillis()));
    return MySQLBuilder.pool()
        .using(input.vertx())
        .with(options)
        .connectingTo(List.<SqlConnectOptions>copyOf(input.mySQLConnectOptionsList()))
        .build();
  }

  /** To the writer endpoint. */
  @Singleton
  static class ToWriter extends Connections {

    private final EnrollmentConfig config;
    private Input input;

    ToWriter(EnrollmentConfig config) {
      this.config = config;
    }

    @Override
    public Pool create(Input writer) {
      input = writer;
      return pool(writer, writer.poolOptions(), config);
    }

    /** A pool beside the writer's own, so that readers don't keep its connections from others. */
    Pool standIn() {
      return pool(
          input,
          new PoolOptions(input.poolOptions())
              .setMaxSize(config.standInConnections())
              // Whoever waits for longer has given up.
              .setConnectionTimeout((int) config.readTimeout().toMillis())
              .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS),
          config);
    }
  }

  /** To the reader endpoint, or to the writer while that is away. */
  @Singleton
  @ReactiveDataSource("reader")
  static class ToReader extends Connections {

    private final ToWriter writer;
    private final Instance<Pool> writersPool;
    private final EnrollmentConfig config;

    ToReader(ToWriter writer, Instance<Pool> writersPool, EnrollmentConfig config) {
      this.writer = writer;
      this.writersPool = writersPool;
      this.config = config;
    }

    @Override
    public Pool create(Input reader) {
      return new ReaderOrWriter(
          pool(reader, reader.poolOptions(), config),
          () -> {
            // It is made when somebody first uses it.
            var unused = writersPool.get().size();
            return writer.standIn();
          },
          new ReaderWatch(
              reader.vertx(), pool(reader, new PoolOptions().setMaxSize(1), config), config));
    }
  }
}
