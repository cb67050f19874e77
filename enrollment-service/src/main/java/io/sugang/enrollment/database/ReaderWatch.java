package io.sugang.enrollment.database;

import io.sugang.enrollment.config.EnrollmentConfig;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import org.jboss.logging.Logger;

/** Asks the reader endpoint again and again whether it is there, on a connection of its own. */
final class ReaderWatch {

  private static final Logger LOG = Logger.getLogger(ReaderWatch.class);

  private final Vertx vertx;
  private final Pool pool;
  private final EnrollmentConfig config;
  private volatile boolean isAway;
  private boolean isAsking;

  ReaderWatch(Vertx vertx, Pool pool, EnrollmentConfig config) {
    this.vertx = vertx;
    this.pool = pool;
    this.config = config;
    var unused = vertx.setPeriodic(config.readerCheck().toMillis(), _ -> ask());
  }

  /** Whether it did not answer the last question. */
  boolean isAway() {
    return isAway;
  }

  private synchronized void ask() {
    if (isAsking) {
      return;
    }
    isAsking = true;
    long silence = vertx.setTimer(config.readerSilence().toMillis(), _ -> note(true, "no answer"));
    // While it is away the same question waits for its answer, or for its connection to be closed.
    pool.query("SELECT 1")
        .execute()
        .onComplete(
            answer -> {
              var unused = vertx.cancelTimer(silence);
              note(answer.failed(), answer.failed() ? answer.cause().getMessage() : null);
              asked();
            });
  }

  private synchronized void asked() {
    isAsking = false;
  }

  private synchronized void note(boolean away, String why) {
    if (away && !isAway) {
      LOG.errorf("the reader endpoint is away, the writer is asked instead: %s", why);
    } else if (!away && isAway) {
      LOG.info("the reader endpoint is back");
    }
    isAway = away;
  }

  void close() {
    var unused = pool.close();
  }
}
