package io.sugang.gateway.outbound.redis;

import io.sugang.gateway.config.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection that takes a command without waiting for the answers to those before: what every
 * join needs, instead of a turn at a pool. A connection that broke is replaced by the next command;
 * one that fell silent is closed by {@code quarkus.redis.tcp.read-idle-timeout}.
 */
@ApplicationScoped
class RedisPipe {

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
    connected()
        .compose(open -> open.send(command))
        .onComplete(
            result -> {
              if (result.succeeded()) {
                answer.complete(result.result());
              } else {
                answer.completeExceptionally(result.cause());
              }
            });
    return answer.orTimeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<RedisConnection> connected() {
    Future<RedisConnection> known = connection.get();
    if (known != null && !known.failed()) {
      return known;
    }
    Future<RedisConnection> fresh = redis.connect();
    if (connection.compareAndSet(known, fresh)) {
      fresh.onSuccess(
          open -> {
            open.exceptionHandler(_ -> forget(fresh));
            open.endHandler(_ -> forget(fresh));
          });
      return fresh;
    }
    // Somebody was quicker; the spare goes back to the pool.
    fresh.onSuccess(RedisConnection::close);
    return connected();
  }

  private void forget(Future<RedisConnection> broken) {
    connection.compareAndSet(broken, null);
  }
}
