package io.sugang.gateway.outbound.redis;

import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.join.Rehearsed;
import io.sugang.gateway.config.GatewayConfig;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.concurrent.CompletionStage;

/**
 * A line that is not there: the real Redis answers as if everybody had joined it, and keeps
 * nothing.
 */
@Rehearsed
@Singleton
class RehearsedLine extends RedisLine {

  /** Answers as {@code join.lua} does when all are new. Touches no key. */
  private static final String EVERYBODY_JOINS =
      "return {'1800000000000', '1099511627776', 0, string.rep('j', (#ARGV - 6) / 2)}";

  private final RedisPipe pipe;

  RehearsedLine(RedisPipe pipe, RedisReads reads, GatewayConfig config) {
    super(
        pipe,
        reads,
        (_, words) -> {
          Request script = Request.cmd(Command.EVAL).arg(EVERYBODY_JOINS);
          words.accept(script);
          return pipe.send(script);
        },
        config);
    this.pipe = pipe;
  }

  @Override
  public CompletionStage<Void> note(Collection<LineRequest> requests) {
    return pipe.sendAll(
            requests.stream()
                .map(request -> Request.cmd(Command.ECHO).arg(LineKeys.receiptOf(request)))
                .toList())
        .thenApply(_ -> null);
  }
}
