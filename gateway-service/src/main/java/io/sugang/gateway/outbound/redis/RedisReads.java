package io.sugang.gateway.outbound.redis;

import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Plain commands that read, on the shared connection. */
@ApplicationScoped
class RedisReads {

  private final RedisPipe pipe;

  RedisReads(RedisPipe pipe) {
    this.pipe = pipe;
  }

  /** Sends a command. Fails with {@link LineAwayException}. Completes on any thread. */
  CompletionStage<Response> ask(String command, String... words) {
    Request request = Request.cmd(Command.create(command));
    for (String word : words) {
      request.arg(word);
    }
    return pipe.send(request).exceptionallyCompose(e -> CompletableFuture.failedStage(away(e)));
  }

  /** The answers to several commands, in their order. */
  static CompletionStage<List<Response>> all(List<CompletionStage<Response>> answers) {
    var each = answers.stream().map(CompletionStage::toCompletableFuture).toList();
    return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
        .thenApply(_ -> each.stream().map(CompletableFuture::join).toList());
  }

  static RuntimeException away(Throwable failure) {
    Throwable e = StageFailure.cause(failure);
    return e instanceof LineAwayException away
        ? away
        : new LineAwayException("Redis does not answer as it should: " + e, e);
  }
}
