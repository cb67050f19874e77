package io.sugang.waitlist.outbound.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.LineRebuild;
import io.sugang.waitlist.application.SectionJournal;
import io.sugang.waitlist.application.SectionJournal.SettledRequest;
import io.sugang.waitlist.application.Settlement;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Rebuilds lines in Redis while nobody can use them. */
@ApplicationScoped
class RedisLineRebuild implements LineRebuild {

  /** Commands that are under way at the same time, at most. */
  private static final int PIPELINE = 1000;

  private final ReactiveRedisDataSource redis;
  private final Duration patience;

  RedisLineRebuild(ReactiveRedisDataSource redis, WaitlistConfig config) {
    this.redis = redis;
    this.patience = config.redisTimeout().multipliedBy(5);
  }

  @Override
  public boolean isOpen() {
    Response known = await(redis.execute("GET", LineKeys.EPOCH));
    if (known == null) {
      return false;
    }
    long epoch = known.toLong();
    String[] digests =
        Stream.concat(
                Stream.of("EXISTS"),
                Stream.of(LineScript.values()).map(script -> script.digest(epoch)))
            .toArray(String[]::new);
    Response loaded = await(redis.execute("SCRIPT", digests));
    return LongStream.range(0, loaded.size()).allMatch(i -> loaded.get((int) i).toInteger() == 1);
  }

  @Override
  public void close() {
    Response flushed = await(redis.execute("SCRIPT", "FLUSH", "SYNC"));
    requireOk(flushed);
  }

  @Override
  public void open(long epoch) {
    for (LineScript script : LineScript.values()) {
      Response digest = await(redis.execute("SCRIPT", "LOAD", script.text(epoch)));
      if (!digest.toString().equals(script.digest(epoch))) {
        throw new IllegalStateException("Redis computes other script digests than this worker");
      }
    }
    requireOk(await(redis.execute("SET", LineKeys.EPOCH, Long.toString(epoch))));
  }

  @Override
  public void section(SectionId section, SectionJournal journal) {
    var keys = new LineKeys(section);
    // Receipts are built anew: one that a lost write should have ended would keep its student out
    // for ever.
    Response survivors = await(redis.execute("HGETALL", keys.requests()));
    List<String[]> commands = new ArrayList<>();
    commands.add(command("DEL", keys.live()));
    commands.add(command("DEL", keys.waitlist()));
    for (SettledRequest settled : journal.settled()) {
      String number = settled.request().number().toString();
      commands.add(command("ZREM", keys.line(), number));
      commands.add(command("HDEL", keys.requests(), number));
      commands.add(
          command("HSET", keys.decisions(), number, settled.settlement().decision().toText()));
      commands.add(trace(settled.request()));
      if (settled.settlement().staysLive()) {
        commands.addAll(live(keys, settled.request()));
      }
      if (settled.settlement().onWaitlist()) {
        commands.add(command("ZADD", keys.waitlist(), number, number));
      }
    }
    for (LineRequest request : journal.undecided()) {
      String number = request.number().toString();
      commands.add(command("ZADD", keys.line(), number, number));
      commands.add(command("HSET", keys.requests(), number, LineEntry.write(request)));
      commands.add(trace(request));
      commands.addAll(live(keys, request));
    }
    Set<String> settledNumbers =
        journal.settled().stream()
            .map(settled -> settled.request().number().toString())
            .collect(Collectors.toSet());
    // Joined, but never published: they wait in Redis alone, and are decided in their turn all the
    // same.
    for (String number : survivors.getKeys()) {
      if (!settledNumbers.contains(number)) {
        LineRequest survivor =
            LineEntry.read(
                section,
                new RequestNumber(Long.parseLong(number)),
                survivors.get(number).toString());
        commands.addAll(live(keys, survivor));
      }
    }
    commands.add(
        command(
            "HSET",
            keys.seats(),
            "version",
            Long.toString(journal.section().version()),
            "capacity",
            Integer.toString(journal.section().capacity()),
            "taken",
            Integer.toString(journal.section().taken()),
            "waitlisted",
            Integer.toString(journal.section().waitlisted())));
    run(commands);
    continueCounter(keys, journal);
  }

  /** People see the counter; it goes on from the highest that anybody was told. */
  private void continueCounter(LineKeys keys, SectionJournal journal) {
    long journaled =
        Stream.concat(
                journal.undecided().stream(),
                journal.settled().stream().map(SettledRequest::request))
            .map(LineRequest::number)
            .mapToLong(RequestNumber::counter)
            .max()
            .orElse(0);
    Response known = await(redis.execute("GET", keys.counter()));
    if (known == null || known.toLong() < journaled) {
      requireOk(await(redis.execute("SET", keys.counter(), Long.toString(journaled))));
    }
  }

  private static List<String[]> live(LineKeys keys, LineRequest request) {
    String[] receipt =
        command(
            "HSETNX",
            keys.live(),
            Settlement.liveField(request),
            request.number() + "|" + request.acceptedAt().toEpochMilli());
    return switch (request) {
      case EnrollRequested _ -> List.<String[]>of(receipt);
      case DropRequested drop ->
          List.of(
              receipt,
              command(
                  "HSET",
                  keys.live(),
                  LineKeys.lastDropField(drop.student()),
                  drop.receipt().toString()));
    };
  }

  private static String[] trace(LineRequest request) {
    return command("SADD", LineKeys.receipts(request.student()), LineKeys.receiptOf(request));
  }

  private static String[] command(String... words) {
    return words;
  }

  private void run(List<String[]> commands) {
    for (int from = 0; from < commands.size(); from += PIPELINE) {
      List<Uni<Response>> answers =
          commands.subList(from, Math.min(commands.size(), from + PIPELINE)).stream()
              .map(
                  words ->
                      redis.execute(
                          words[0], List.of(words).subList(1, words.length).toArray(String[]::new)))
              .toList();
      await(Uni.join().all(answers).andCollectFailures());
    }
  }

  private <T> T await(Uni<T> answer) {
    return answer.await().atMost(patience);
  }

  private static void requireOk(Response answer) {
    if (!"OK".equals(answer.toString())) {
      throw new IllegalStateException("Redis answered " + answer);
    }
  }
}
