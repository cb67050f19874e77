package io.sugang.enrollment.database;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.mysqlclient.MySQLPool;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PrepareOptions;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.Query;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;
import java.util.function.Supplier;

/** The reader's connections; or a few of the writer's, while the reader is away. */
@SuppressWarnings("deprecation") // Quarkus wants this interface still.
final class ReaderOrWriter implements MySQLPool {

  private final Pool reader;
  private final Supplier<Pool> openStandIn;
  private final ReaderWatch watch;
  private Pool standIn;

  ReaderOrWriter(Pool reader, Supplier<Pool> openStandIn, ReaderWatch watch) {
    this.reader = reader;
    this.openStandIn = openStandIn;
    this.watch = watch;
  }

  private Pool present() {
    return watch.isAway() ? standIn() : reader;
  }

  private synchronized Pool standIn() {
    if (standIn == null) {
      standIn = openStandIn.get();
    }
    return standIn;
  }

  @Override
  public void getConnection(Handler<AsyncResult<SqlConnection>> handler) {
    present().getConnection(handler);
  }

  @Override
  public Future<SqlConnection> getConnection() {
    return present().getConnection();
  }

  @Override
  public Query<RowSet<Row>> query(String sql) {
    return present().query(sql);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql) {
    return present().preparedQuery(sql);
  }

  @Override
  public PreparedQuery<RowSet<Row>> preparedQuery(String sql, PrepareOptions options) {
    return present().preparedQuery(sql, options);
  }

  /** Nobody uses it; it is deprecated, and must be there. */
  @Override
  @Deprecated
  public MySQLPool connectHandler(Handler<SqlConnection> handler) {
    throw new UnsupportedOperationException("there are two databases");
  }

  /** As above. */
  @Override
  @Deprecated
  public MySQLPool connectionProvider(Function<Context, Future<SqlConnection>> provider) {
    throw new UnsupportedOperationException("there are two databases");
  }

  @Override
  public int size() {
    return reader.size();
  }

  @Override
  public void close(Handler<AsyncResult<Void>> handler) {
    close().onComplete(handler);
  }

  @Override
  public synchronized Future<Void> close() {
    watch.close();
    return standIn == null
        ? reader.close()
        : Future.join(standIn.close(), reader.close()).mapEmpty();
  }
}
