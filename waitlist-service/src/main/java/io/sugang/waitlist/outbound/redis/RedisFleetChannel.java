package io.sugang.waitlist.outbound.redis;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.waitlist.application.fleet.FleetChannel;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Workers hear each other by Redis: a channel for each, on which others say {@code
 * take|sender|id|section,section…} and are answered {@code taken|id} on their own; and a sorted set
 * of those who were heard lately. What does not arrive is lost.
 */
@ApplicationScoped
class RedisFleetChannel implements FleetChannel {

  private static final Logger LOG = Logger.getLogger(RedisFleetChannel.class);
  private static final String TAKE = "take";
  private static final String TAKEN = "taken";
  private static final String BEAT = "beat";

  /** Lists this worker if it hears itself, and forgets who was silent; returns who is left. */
  private static final String BEAT_SCRIPT =
      """
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      if redis.call('PUBLISH', ARGV[2], ARGV[3]) > 0 then
        redis.call('ZADD', KEYS[1], now, ARGV[1])
      else
        redis.call('ZREM', KEYS[1], ARGV[1])
      end
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[4])
      return redis.call('ZRANGE', KEYS[1], 0, -1)
      """;

  private final Redis redis;
  private final RedisCommands commands;
  private final WaitlistConfig config;
  private final String self = UUID.randomUUID().toString();
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentMap<String, CompletableFuture<Void>> passed = new ConcurrentHashMap<>();
  private volatile Predicate<List<SectionId>> taker = _ -> false;
  private volatile RedisConnection ear;

  RedisFleetChannel(Redis redis, RedisCommands commands, WaitlistConfig config) {
    this.redis = redis;
    this.commands = commands;
    this.config = config;
  }

  @Override
  public String self() {
    return self;
  }

  @Override
  public void listen(Predicate<List<SectionId>> taker) {
    this.taker = taker;
  }

  @Override
  public List<String> beat() {
    if (ear == null) {
      subscribe();
    }
    Response alive =
        commands.send(
            Command.EVAL,
            BEAT_SCRIPT,
            "1",
            LineKeys.WORKERS,
            self,
            channel(self),
            BEAT,
            Long.toString(config.heartbeatLifetime().toMillis()));
    List<String> workers = new ArrayList<>(alive.size());
    alive.forEach(worker -> workers.add(worker.toString()));
    if (!workers.contains(self)) {
      // Nothing is heard on that connection any more.
      stopListening();
    }
    return workers;
  }

  private void subscribe() {
    try {
      var unused =
          redis
              .connect()
              .compose(
                  connection -> {
                    ear = connection;
                    connection.handler(this::heard);
                    connection.endHandler(_ -> ended(connection));
                    connection.exceptionHandler(_ -> ended(connection));
                    return connection.send(Request.cmd(Command.SUBSCRIBE).arg(channel(self)));
                  })
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
              .join();
    } catch (RuntimeException e) {
      // Whatever became of it, the pool gets the connection back.
      stopListening();
      throw e;
    }
  }

  /** It may have been replaced before it says so. */
  private void ended(RedisConnection connection) {
    if (connection.equals(ear)) {
      stopListening();
    }
  }

  @Override
  public void leave() {
    stopListening();
    try {
      var unused = commands.send(Command.ZREM, LineKeys.WORKERS, self);
    } catch (RuntimeException e) {
      LOG.debugf("the others notice by its silence that this worker is gone: %s", e.getMessage());
    }
  }

  private void stopListening() {
    RedisConnection listening = ear;
    ear = null;
    if (listening != null) {
      // It goes back to the pool, where nobody could use it as it is.
      var unused =
          listening
              .send(Request.cmd(Command.UNSUBSCRIBE).arg(channel(self)))
              .eventually(() -> listening.close());
    }
  }

  @Override
  public CompletionStage<Void> pass(String worker, List<SectionId> sections) {
    String id = Long.toString(ids.incrementAndGet());
    var taken = new CompletableFuture<Void>();
    passed.put(id, taken);
    String words =
        String.join(
            "|",
            TAKE,
            self,
            id,
            sections.stream().map(SectionId::value).collect(Collectors.joining(",")));
    say(worker, words, taken);
    return taken
        .orTimeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((_, _) -> passed.remove(id));
  }

  private void say(String worker, String words, CompletableFuture<Void> heard) {
    redis
        .send(Request.cmd(Command.PUBLISH).arg(channel(worker)).arg(words))
        .onSuccess(
            hearers -> {
              if (hearers.toInteger() == 0) {
                heard.completeExceptionally(new IllegalStateException("nobody hears it"));
              }
            })
        .onFailure(heard::completeExceptionally);
  }

  /** A subscribed connection's words: {@code message}, the channel, and what was said there. */
  private void heard(Response message) {
    if (message.size() < 3 || !"message".equals(message.get(0).toString())) {
      return;
    }
    String[] words = message.get(2).toString().split("\\|", 4);
    switch (words[0]) {
      case TAKE -> {
        try {
          take(words);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
          LOG.warnf("a worker says what nobody understands: %s", e.getMessage());
        }
      }
      case TAKEN -> {
        CompletableFuture<Void> taken = passed.remove(words[words.length - 1]);
        if (taken != null) {
          taken.complete(null);
        }
      }
      default -> {
        // Its own beat.
      }
    }
  }

  private void take(String[] words) {
    List<SectionId> sections = Arrays.stream(words[3].split(",")).map(SectionId::new).toList();
    if (taker.test(sections)) {
      say(words[1], TAKEN + '|' + words[2], new CompletableFuture<>());
    }
  }

  private static String channel(String worker) {
    return LineKeys.WORKERS + ':' + worker;
  }
}
