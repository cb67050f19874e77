package io.sugang.waitlist.outbound.redis;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.waitlist.application.EpochBook;
import io.sugang.waitlist.application.EpochBook.SectionLine;
import io.sugang.waitlist.application.LineRebuild;
import io.sugang.waitlist.application.SectionJournal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Rebuilds lines in Redis while nobody can use them. */
@ApplicationScoped
class RedisLineRebuild implements LineRebuild {

  private static final Logger LOG = Logger.getLogger(RedisLineRebuild.class);

  /** Commands that are under way at the same time, at most. */
  private static final int PIPELINE = 1000;

  /** Things that one script writes, at most; Redis serves nobody else meanwhile. */
  private static final int WRITTEN_AT_ONCE = 1000;

  /** Whoever wakes from a long pause does not lead anybody back to an earlier epoch. */
  private static final String OPEN =
      """
      if tonumber(redis.call('GET', KEYS[1]) or '0') > tonumber(ARGV[1]) then
        return redis.error_reply('opened in a later epoch meanwhile')
      end
      return redis.call('SET', KEYS[1], ARGV[1])
      """;

  private final RedisCommands redis;

  RedisLineRebuild(RedisCommands redis) {
    this.redis = redis;
  }

  @Override
  public boolean isOpen(EpochBook.Present present) {
    Response known = redis.send(Command.GET, LineKeys.EPOCH);
    if (known == null || known.toLong() != present.epoch()) {
      return false;
    }
    String[] digests =
        Stream.concat(
                Stream.of("EXISTS"),
                Stream.of(LineScript.values()).map(script -> script.digest(present.epoch())))
            .toArray(String[]::new);
    Response loaded = redis.send(Command.SCRIPT, digests);
    return LongStream.range(0, loaded.size()).allMatch(i -> loaded.get((int) i).toInteger() == 1)
        && hasAll(present);
  }

  private boolean hasAll(EpochBook.Present present) {
    String digest = LineScript.CHECK.digest(present.epoch());
    List<SectionLine> opened = present.opened();
    for (int from = 0; from < opened.size(); from += PIPELINE) {
      List<SectionLine> some = opened.subList(from, Math.min(opened.size(), from + PIPELINE));
      List<RedisCommands.Answer> lasts = redis.sendAll(checks(digest, some));
      for (int i = 0; i < some.size(); i++) {
        if (!hasAll(lasts.get(i), some.get(i).highest())) {
          LOG.warnf("section %s: the line lost data", some.get(i).section());
          return false;
        }
      }
    }
    return true;
  }

  private static boolean hasAll(RedisCommands.Answer last, long highest) {
    if (last.refusal() != null && LineScript.isClosed(last.refusal().getMessage())) {
      return false;
    }
    return last.orThrow().toLong() >= highest;
  }

  private static List<Request> checks(String digest, List<SectionLine> lines) {
    return lines.stream()
        .map(
            line ->
                RedisCommands.command(
                    Command.EVALSHA,
                    evaluation(digest, new LineKeys(line.section()).all(), List.of())))
        .toList();
  }

  @Override
  public void close() {
    requireOk(redis.send(Command.SCRIPT, "FLUSH", "SYNC"));
  }

  @Override
  public void open(long epoch) {
    for (LineScript script : LineScript.values()) {
      Response digest = redis.send(Command.SCRIPT, "LOAD", script.text(epoch));
      if (!digest.toString().equals(script.digest(epoch))) {
        throw new IllegalStateException("Redis computes other script digests than this worker");
      }
    }
    requireOk(redis.send(Command.EVAL, OPEN, "1", LineKeys.EPOCH, Long.toString(epoch)));
  }

  @Override
  public void section(SectionId section, SectionJournal journal, long epoch, Runnable goOn) {
    var keys = new LineKeys(section);
    Response waitsInRedis = redis.send(Command.HGETALL, keys.requests());
    Response counter = redis.send(Command.GET, keys.counter());
    var contents = new LineContents(section, journal, epoch);
    waitsInRedis
        .getKeys()
        .forEach(number -> contents.addSurvivor(number, waitsInRedis.get(number).toString()));
    if (counter != null) {
      contents.countFrom(counter.toLong());
    }
    List<String> written = contents.written();
    String step = "begin";
    for (int from = 0; from < written.size(); from += 3 * WRITTEN_AT_ONCE) {
      var values = new ArrayList<>(List.of(Long.toString(epoch), step));
      values.addAll(written.subList(from, Math.min(written.size(), from + 3 * WRITTEN_AT_ONCE)));
      requireOk(
          redis.send(
              Command.EVAL, evaluation(LineScript.rebuild(), LineContents.keys(section), values)));
      goOn.run();
      step = "continue";
    }
    note(contents.receipts(), goOn);
  }

  private static List<String> evaluation(String script, List<String> keys, List<String> values) {
    var words = new ArrayList<String>(2 + keys.size() + values.size());
    words.add(script);
    words.add(Integer.toString(keys.size()));
    words.addAll(keys);
    words.addAll(values);
    return words;
  }

  private void note(List<List<String>> receipts, Runnable goOn) {
    for (int from = 0; from < receipts.size(); from += PIPELINE) {
      redis
          .sendAll(
              receipts.subList(from, Math.min(receipts.size(), from + PIPELINE)).stream()
                  .map(receipt -> RedisCommands.command(Command.SADD, receipt))
                  .toList())
          .forEach(RedisCommands.Answer::orThrow);
      goOn.run();
    }
  }

  private static void requireOk(Response answer) {
    if (!"OK".equals(answer.toString())) {
      throw new IllegalStateException("Redis answered " + answer);
    }
  }
}
