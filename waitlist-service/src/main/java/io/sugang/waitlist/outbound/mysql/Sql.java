package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.waitlist.application.decide.SectionStore.RefusedException;
import io.sugang.waitlist.application.decide.SectionStore.TryAgainException;
import io.sugang.waitlist.facts.InList;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.mysqlclient.MySQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/** The one bridge between the asynchronous client and the virtual threads that wait for it. */
final class Sql {

  private static final Logger LOG = Logger.getLogger(Sql.class);

  /** Rows of a statement, at most. */
  private static final int ROWS_PER_STATEMENT = 128;

  /** Longer statements are not kept prepared, in characters: the rows of ours are shorter. */
  static final int LONGEST_PREPARED = 8192;

  /** SQL states of data that can't be stored: bad values, broken constraints. */
  private static final Set<String> DATA_FAULTS = Set.of("22", "23");

  /** A broken CHECK constraint: MariaDB's code and MySQL's. */
  private static final Set<Integer> CHECKS = Set.of(4025, 3819);

  /**
   * What passes by itself, or once an operator helped: nobody's request is at fault. Lock waits and
   * deadlocks; too many connections or statements; a server that stops, is read-only or a replica;
   * a session that was ended; no memory, no space, a file that can't be written; rights or tables
   * that are missing.
   */
  private static final Set<Integer> PASSING =
      Set.of(
          3, 28, 1021, 1026, 1030, 1037, 1038, 1040, 1041, 1044, 1045, 1053, 1054, 1077, 1079, 1114,
          1135, 1142, 1143, 1146, 1152, 1158, 1159, 1160, 1161, 1180, 1184, 1203, 1205, 1206, 1213,
          1226, 1227, 1290, 1317, 1461, 1614, 1615, 1792, 1836, 1927, 1969, 3024, 3100, 3101, 3168,
          3572, 4031);

  private Sql() {}

  /** A connection of the pool's. Whoever waits for an answer on it hears of its end anyway. */
  static SqlConnection connection(Pool pool, Duration patience) {
    return await(pool.getConnection(), patience)
        .exceptionHandler(e -> LOG.debugf("a connection to the database is lost: %s", e));
  }

  static RowSet<Row> run(SqlClient client, Duration patience, String sql, Object... values) {
    return await(query(client, sql, values), patience);
  }

  static Uni<RowSet<Row>> query(SqlClient client, String sql, Object... values) {
    return client.preparedQuery(sql).execute(Tuple.from(values));
  }

  private static boolean isDataFault(MySQLException e) {
    return CHECKS.contains(e.getErrorCode())
        || (e.getSqlState() != null
            && e.getSqlState().length() == 5
            && DATA_FAULTS.contains(e.getSqlState().substring(0, 2)));
  }

  static <T> T await(Uni<T> answer, Duration patience) {
    try {
      return answer.await().atMost(patience);
    } catch (RuntimeException e) {
      throw translate(e);
    }
  }

  private static RuntimeException translate(RuntimeException e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof MySQLException)) {
      cause = cause.getCause();
    }
    if (cause instanceof MySQLException refused && !PASSING.contains(refused.getErrorCode())) {
      // The server's text repeats values, so only its code is passed on.
      return new RefusedException(
          "database error " + refused.getErrorCode(), isDataFault(refused), e);
    }
    String message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new TryAgainException(message, e);
  }

  /**
   * Multi-row statements for rows of equal width; they are sent one behind the other when
   * subscribed together.
   */
  static List<Uni<RowSet<Row>>> insert(
      SqlClient client, String insert, String onDuplicate, List<Object[]> rows) {
    List<Uni<RowSet<Row>>> statements = new ArrayList<>();
    int from = 0;
    while (from < rows.size()) {
      // Powers of two, so that there are few statements to be kept prepared.
      int size = Math.min(ROWS_PER_STATEMENT, Integer.highestOneBit(rows.size() - from));
      List<Object[]> chunk = rows.subList(from, from + size);
      from += size;
      String row = "(" + InList.placeholders(chunk.getFirst().length) + ")";
      String sql =
          insert
              + " VALUES "
              + String.join(",", Collections.nCopies(chunk.size(), row))
              + onDuplicate;
      Tuple values = Tuple.tuple();
      chunk.forEach(
          r -> {
            for (Object value : r) {
              values.addValue(value);
            }
          });
      statements.add(client.preparedQuery(sql).execute(values));
    }
    return statements;
  }

  /**
   * Sends the statements one behind the other, and waits for all the answers, or for the first
   * failure: of a lost connection the client tells only one.
   */
  static List<RowSet<Row>> awaitAll(List<Uni<RowSet<Row>>> statements, Duration patience) {
    return statements.isEmpty()
        ? List.of()
        : await(Uni.join().all(statements).andFailFast(), patience);
  }

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  static Instant instant(LocalDateTime utc) {
    return utc.toInstant(ZoneOffset.UTC);
  }
}
