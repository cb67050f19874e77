package io.sugang.gateway.outbound.redis;

import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * One connection that takes a command without waiting for the answers to those before: what every
 * join needs, instead of a turn at a pool. A connection on which a command fails or is not answered
 * in time is given up at once, and the next command opens another: what the connection says of
 * itself is not to be relied on, since one that died in the pool says nothing any more. One that
 * fell silent is closed by {@code quarkus.redis.tcp.read-idle-timeout}.
 */
@ApplicationScoped
class RedisPipe {

  private static final Logger LOG = Logger.getLogger(RedisPipe.class);

  private final Redis redis;
  private final Vertx vertx;
  private final GatewayConfig config;
  private final AtomicReference<Future<RedisConnection>> connection = new AtomicReference<>();

  RedisPipe(Redis redis, Vertx vertx, GatewayConfig config) {
    this.redis = redis;
    this.vertx = vertx;
    this.config = config;
  }

  /** Sends a command. Completes on any thread, with a failure after the time-out for Redis. */
  CompletableFuture<Response> send(Request command) {
    return exchange(open -> open.send(command));
  }

  /** Sends commands in one piece, and waits for all the answers; fails if one of them failed. */
  CompletableFuture<List<Response>> sendAll(List<Request> commands) {
    return exchange(open -> open.batch(commands));
  }

  private <T> CompletableFuture<T> exchange(Function<RedisConnection, Future<T>> words) {
    var answer = new CompletableFuture<T>();
    Future<RedisConnection> used = connected();
    // A timer of the event loop wakes nobody.
    long timer =
        vertx.setTimer(
            config.redisTimeout().toMillis(),
            _ -> {
              var silence = new TimeoutException("Redis does not answer");
              if (answer.completeExceptionally(silence)) {
                giveUp(used, silence);
              }
            });
    exchange(words, used)
        .recover(
            e -> {
              // Found dead before anything was written to it.
              return isUnsent(e) ? exchange(words, connected()) : Future.failedFuture(e);
            })
        .onComplete(
            result -> {
              vertx.cancelTimer(timer);
              if (result.succeeded()) {
                answer.complete(result.result());
              } else {
                answer.completeExceptionally(result.cause());
              }
            });
    return answer;
  }

  private <T> Future<T> exchange(
      Function<RedisConnection, Future<T>> words, Future<RedisConnection> used) {
    return used.compose(words)
        .onFailure(
            e -> {
              if (isOfTheConnection(e)) {
                giveUp(used, e);
              }
            });
  }

  /** What Redis itself answers, and what is not sent at all, says nothing of the connection. */
  private static boolean isOfTheConnection(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof ErrorType
        ? message.equals("CONNECTION_CLOSED")
        : !message.startsWith("Redis waiting queue is full");
  }

  private static boolean isUnsent(Throwable failure) {
    return "Connection is closed".equals(failure.getMessage());
  }

  private Future<RedisConnection> connected() {
    Future<RedisConnection> known = connection.get();
    if (known != null) {
      return known;
    }
    Future<RedisConnection> fresh = redis.connect();
    if (connection.compareAndSet(null, fresh)) {
      fresh.onSuccess(
          open -> {
            open.exceptionHandler(e -> giveUp(fresh, e));
            open.endHandler(_ -> giveUp(fresh, null));
          });
      return fresh;
    }
    // Somebody was quicker; the spare goes back to the pool.
    fresh.onSuccess(RedisConnection::close);
    return connected();
  }

  private void giveUp(Future<RedisConnection> broken, Throwable why) {
    if (connection.compareAndSet(broken, null)) {
      // While Redis is away every command tries to open another.
      LOG.logf(
          broken.succeeded() ? Logger.Level.WARN : Logger.Level.DEBUG,
          "a connection to Redis is given up: %s",
          why == null ? "it ended" : why);
      // Also one that is opened only later.
      broken.onSuccess(RedisConnection::close);
    }
  }
}
