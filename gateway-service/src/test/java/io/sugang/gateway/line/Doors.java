package io.sugang.gateway.line;

import io.quarkus.redis.datasource.RedisDataSource;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Opens and closes the line, as a worker would; no worker runs in these tests, so what joins stays
 * undecided.
 */
@ApplicationScoped
public class Doors {

  private final RedisDataSource redis;

  Doors(RedisDataSource redis) {
    this.redis = redis;
  }

  /** Opens the line with an epoch. */
  public void open(long epoch) {
    var unused = redis.execute("SCRIPT", "FLUSH", "SYNC");
    for (LineScript script : LineScript.values()) {
      unused = redis.execute("SCRIPT", "LOAD", script.text(epoch));
    }
    unused = redis.execute("SET", LineKeys.EPOCH, Long.toString(epoch));
  }

  /** What a restarted Redis is like. */
  public void close() {
    var unused = redis.execute("SCRIPT", "FLUSH", "SYNC");
  }
}
