package io.sugang.gateway.outbound.redis;

import io.smallrye.mutiny.Uni;
import io.sugang.gateway.application.LineAwayException;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionException;

/** Plain commands that read, on the shared connection. */
@ApplicationScoped
class RedisReads {

  private final RedisPipe pipe;

  RedisReads(RedisPipe pipe) {
    this.pipe = pipe;
  }

  /** Sends a command. Fails with {@link LineAwayException}. Completes on any thread. */
  Uni<Response> ask(String command, String... words) {
    return Uni.createFrom()
        .completionStage(
            () -> {
              Request request = Request.cmd(Command.create(command));
              for (String word : words) {
                request.arg(word);
              }
              return pipe.send(request);
            })
        .onFailure()
        .transform(RedisReads::away);
  }

  static RuntimeException away(Throwable failure) {
    Throwable e = cause(failure);
    return e instanceof LineAwayException away
        ? away
        : new LineAwayException("Redis does not answer as it should: " + e, e);
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException e && e.getCause() != null
        ? e.getCause()
        : failure;
  }
}
