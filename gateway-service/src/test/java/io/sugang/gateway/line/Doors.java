package io.sugang.gateway.line;

import io.quarkus.redis.datasource.RedisDataSource;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.testing.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens and closes the line, as a worker would; no worker runs in these tests, so what joins stays
 * undecided.
 */
@ApplicationScoped
public class Doors {

  /** What an earlier test left that does not fit together goes. */
  private static final String OPEN =
      """
      for i = 2, #ARGV do
        local key = 'line:{' .. ARGV[i] .. '}:'
        redis.call('HSET', key .. 'live', '@', ARGV[1])
        redis.call('HSET', key .. 'decisions', '@', ARGV[1])
        if redis.call('ZCARD', key .. 'line') ~= redis.call('HLEN', key .. 'requests') then
          redis.call('DEL', key .. 'line', key .. 'requests')
        end
        redis.call('HSET', key .. 'decisions', '#', redis.call('ZCARD', key .. 'line'))
        for _, field in ipairs({'version', 'capacity', 'taken', 'waitlisted'}) do
          redis.call('HSETNX', key .. 'seats', field, '0')
        end
        redis.call('HSET', key .. 'seats', 'ranked', redis.call('ZCARD', key .. 'waitlist'))
        local last = redis.call('GET', key .. 'counter') or '0'
        redis.call('SET', key .. 'counter',
          string.format('%.0f', ARGV[1] * 1099511627776 + last % 1099511627776))
      end
      """;

  private final RedisDataSource redis;

  Doors(RedisDataSource redis) {
    this.redis = redis;
  }

  /** Opens the line of all seeded sections with an epoch; what they hold stays. */
  public void open(long epoch) {
    var unused = redis.execute("SCRIPT", "FLUSH", "SYNC");
    open(Database.writer().column("SELECT id FROM section"), epoch);
    for (LineScript script : LineScript.values()) {
      unused = redis.execute("SCRIPT", "LOAD", script.text(epoch));
    }
    unused = redis.execute("SET", LineKeys.EPOCH, Long.toString(epoch));
  }

  /** Opens a section's line with an epoch; what it holds stays. */
  public void open(SectionId section, long epoch) {
    open(List.of(section.value()), epoch);
  }

  private void open(List<String> sections, long epoch) {
    var words = new ArrayList<>(List.of(OPEN, "0", Long.toString(epoch)));
    words.addAll(sections);
    var unused = redis.execute("EVAL", words.toArray(String[]::new));
  }

  /** A student's live request has this number from now on. */
  public void letLive(SectionId section, String student, long number) {
    var unused =
        redis.execute("HSET", new LineKeys(section).live(), student, number + "|" + number);
  }

  /** Redis loses keys. */
  public void lose(String... keys) {
    var unused = redis.execute("DEL", keys);
  }

  /** The section's counter goes back, as in an earlier state of Redis. */
  public void goBackTo(SectionId section, long number) {
    var unused = redis.execute("SET", new LineKeys(section).counter(), Long.toString(number));
  }

  /** What a restarted Redis is like. */
  public void close() {
    var unused = redis.execute("SCRIPT", "FLUSH", "SYNC");
  }
}
