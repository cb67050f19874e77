package io.sugang.waitlist.outbound.redis;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.recover.EpochStore;
import io.sugang.waitlist.application.recover.EpochStore.SectionLine;
import io.sugang.waitlist.application.recover.LineRebuild;
import io.sugang.waitlist.application.recover.SectionOpening;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
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

  /** Scripts that are under way at the same time, at most. */
  private static final int SCRIPTS_AT_ONCE = 32;

  /** Whoever wakes from a long pause does not lead anybody back to an earlier epoch. */
  private static final String OPEN =
      """
      if tonumber(redis.call('GET', KEYS[1]) or '0') > tonumber(ARGV[1]) then
        return redis.error_reply('opened in a later epoch meanwhile')
      end
      return redis.call('SET', KEYS[1], ARGV[1])
      """;

  private final RedisCommands redis;
  private final WaitlistConfig config;

  RedisLineRebuild(RedisCommands redis, WaitlistConfig config) {
    this.redis = redis;
    this.config = config;
  }

  @Override
  public boolean hasScripts(long epoch) {
    Response known = redis.send(Command.GET, LineKeys.EPOCH);
    if (epoch == 0 || known == null || known.toLong() != epoch) {
      return false;
    }
    String[] digests =
        Stream.concat(
                Stream.of("EXISTS"),
                Stream.of(LineScript.values()).map(script -> script.digest(epoch)))
            .toArray(String[]::new);
    Response loaded = redis.send(Command.SCRIPT, digests);
    return LongStream.range(0, loaded.size()).allMatch(i -> loaded.get((int) i).toInteger() == 1);
  }

  @Override
  public State look(EpochStore.Present present) {
    return hasScripts(present.epoch()) ? check(present) : State.CLOSED;
  }

  private State check(EpochStore.Present present) {
    String digest = LineScript.CHECK.digest(present.epoch());
    List<SectionLine> opened = present.opened();
    List<SectionId> unrestored = new ArrayList<>();
    for (int from = 0; from < opened.size(); from += PIPELINE) {
      List<SectionLine> some = opened.subList(from, Math.min(opened.size(), from + PIPELINE));
      List<RedisCommands.Answer> answers = redis.sendAll(checks(digest, some));
      for (int i = 0; i < some.size(); i++) {
        SectionLine line = some.get(i);
        if (!hasAll(answers.get(i), line.highest())) {
          LOG.warnf("section %s: the line lost data", line.section());
          return State.CLOSED;
        }
        if (answers.get(i).value().get(1).toInteger() == 1) {
          unrestored.add(line.section());
        }
      }
    }
    return new State(true, unrestored);
  }

  private static boolean hasAll(RedisCommands.Answer last, long highest) {
    if (last.refusal() != null && LineScript.isClosed(last.refusal().getMessage())) {
      return false;
    }
    return last.orThrow().get(0).toLong() >= highest;
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
  public void write(Collection<SectionOpening> sections, long epoch, Runnable goOn) {
    List<LineContents> contents =
        sections.stream().map(opening -> new LineContents(opening, epoch)).toList();
    addWhatIsThere(contents, sections);
    var scripts = new ArrayList<Request>();
    for (LineContents section : contents) {
      for (List<String> values : section.scripts()) {
        scripts.add(
            RedisCommands.command(
                Command.EVAL, evaluation(LineScript.rebuild(), section.keys(), values)));
        if (scripts.size() == SCRIPTS_AT_ONCE) {
          run(scripts, goOn);
        }
      }
    }
    run(scripts, goOn);
    note(sections.stream().flatMap(opening -> opening.undecided().stream()).toList());
  }

  /** Before the first script of a section deletes it. */
  private void addWhatIsThere(List<LineContents> contents, Collection<SectionOpening> sections) {
    var reads = new ArrayList<Request>();
    for (SectionOpening opening : sections) {
      var keys = new LineKeys(opening.section().id());
      reads.add(RedisCommands.command(Command.HGETALL, List.of(keys.requests())));
      reads.add(RedisCommands.command(Command.GET, List.of(keys.counter())));
    }
    List<RedisCommands.Answer> answers = redis.sendAll(reads);
    int next = 0;
    for (SectionOpening opening : sections) {
      LineContents section = contents.get(next / 2);
      Response waits = answers.get(next).orThrow();
      Response counter = answers.get(next + 1).orThrow();
      waits
          .getKeys()
          .forEach(
              number ->
                  section.addSurvivor(
                      LineEntry.read(
                          opening.section().id(),
                          new RequestNumber(Long.parseLong(number)),
                          waits.get(number).toString())));
      if (counter != null) {
        section.countFrom(counter.toLong());
      }
      next += 2;
    }
  }

  private void run(List<Request> scripts, Runnable goOn) {
    if (!scripts.isEmpty()) {
      redis.sendAll(scripts).forEach(answer -> requireOk(answer.orThrow()));
      scripts.clear();
      goOn.run();
    }
  }

  private static List<String> evaluation(String script, List<String> keys, List<String> values) {
    var words = new ArrayList<String>(2 + keys.size() + values.size());
    words.add(script);
    words.add(Integer.toString(keys.size()));
    words.addAll(keys);
    words.addAll(values);
    return words;
  }

  @Override
  public boolean claimRestoring(SectionId section) {
    var keys = new LineKeys(section);
    if (redis.send(Command.SET, keys.restoring(), "1", "NX", "PX", claimMillis()) == null) {
      return false;
    }
    if (redis.send(Command.HEXISTS, keys.decisions(), LineKeys.UNRESTORED).toInteger() == 1) {
      return true;
    }
    // Another has done it just now; the next reopening must not wait for this claim.
    var unused = redis.send(Command.DEL, keys.restoring());
    return false;
  }

  private String claimMillis() {
    return Long.toString(config.restoreClaim().toMillis());
  }

  @Override
  public void goOnRestoring(SectionId section) {
    String key = new LineKeys(section).restoring();
    var unused = redis.send(Command.SET, key, "1", "PX", claimMillis());
  }

  @Override
  public void note(List<LineRequest> requests) {
    for (int from = 0; from < requests.size(); from += PIPELINE) {
      redis
          .sendAll(
              requests.subList(from, Math.min(requests.size(), from + PIPELINE)).stream()
                  .map(
                      request ->
                          RedisCommands.command(
                              Command.SADD,
                              List.of(
                                  LineKeys.receipts(request.student()),
                                  LineKeys.receiptOf(request))))
                  .toList())
          .forEach(RedisCommands.Answer::orThrow);
    }
  }

  @Override
  public void restored(SectionId section, long epoch) {
    var unused =
        redis.send(
            Command.EVALSHA,
            evaluation(
                LineScript.RESTORED.digest(epoch), new LineKeys(section).ofJoining(), List.of()));
    unused = redis.send(Command.DEL, new LineKeys(section).restoring());
  }

  private static void requireOk(Response answer) {
    if (!"OK".equals(answer.toString())) {
      throw new IllegalStateException("Redis answered " + answer);
    }
  }
}
