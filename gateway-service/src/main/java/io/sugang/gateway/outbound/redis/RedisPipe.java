package io.sugang.gateway.outbound.redis;

import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
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
  private final GatewayConfig config;
  private final AtomicReference<Future<RedisConnection>> connection = new AtomicReference<>();

  RedisPipe(Redis redis, GatewayConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /** Sends a command. Completes on any thread, with a failure after the time-out for Redis. */
  CompletableFuture<Response> send(Request command) {
    var answer = new CompletableFuture<Response>();
    Future<RedisConnection> used = connected();
    send(command, used)
        .recover(
            e -> {
              // Found dead before anything was written to it.
              return isUnsent(e) ? send(command, connected()) : Future.failedFuture(e);
            })
        .onComplete(
            result -> {
              if (result.succeeded()) {
                answer.complete(result.result());
              } else {
                answer.completeExceptionally(result.cause());
              }
            });
    return answer
        .orTimeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (_, failure) -> {
              if (failure instanceof TimeoutException) {
                giveUp(used, failure);
              }
            });
  }

  private Future<Response> send(Request command, Future<RedisConnection> used) {
    return used.compose(open -> open.send(command))
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
