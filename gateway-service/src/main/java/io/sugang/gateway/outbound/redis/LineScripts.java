package io.sugang.gateway.outbound.redis;

import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Calls the line's scripts of the present epoch by their digests. */
@ApplicationScoped
class LineScripts implements ScriptCalls {

  private final RedisPipe pipe;
  private volatile Digests digests = Digests.of(0);

  /** The digests of an epoch's scripts; epoch 0 stands for "not known yet". */
  private record Digests(long epoch, Map<LineScript, String> byScript) {
    static Digests of(long epoch) {
      var byScript = new EnumMap<LineScript, String>(LineScript.class);
      if (epoch > 0) {
        for (LineScript script : LineScript.values()) {
          byScript.put(script, script.digest(epoch));
        }
      }
      return new Digests(epoch, byScript);
    }
  }

  LineScripts(RedisPipe pipe) {
    this.pipe = pipe;
  }

  @Override
  public CompletionStage<Response> call(LineScript script, Consumer<Request> words) {
    Digests tried = digests;
    CompletionStage<Response> answer =
        tried.epoch() == 0
            ? callAfresh(script, words, tried)
            : call(script, words, tried)
                .exceptionallyCompose(
                    e ->
                        isClosed(e)
                            ? callAfresh(script, words, tried)
                            : CompletableFuture.failedStage(e));
    return answer.exceptionallyCompose(
        e -> CompletableFuture.failedStage(failure(StageFailure.cause(e))));
  }

  /** The line is closed, or its epoch was raised. */
  private CompletionStage<Response> callAfresh(
      LineScript script, Consumer<Request> words, Digests tried) {
    return pipe.send(Request.cmd(Command.GET).arg(LineKeys.EPOCH))
        .thenCompose(
            known -> {
              long present = known == null ? 0 : known.toLong();
              if (present == tried.epoch()) {
                throw new LineAwayException("the line is closed until it is reopened", null);
              }
              Digests opened = Digests.of(present);
              digests = opened;
              return call(script, words, opened);
            });
  }

  private CompletableFuture<Response> call(
      LineScript script, Consumer<Request> words, Digests opened) {
    Request command = Request.cmd(Command.EVALSHA).arg(opened.byScript().get(script));
    words.accept(command);
    return pipe.send(command);
  }

  private static Throwable failure(Throwable e) {
    boolean didNotRun =
        isClosed(e) || e instanceof ConnectException || e.getCause() instanceof ConnectException;
    return didNotRun ? new LineAwayException("the line can't be reached: " + e, e) : e;
  }

  private static boolean isClosed(Throwable e) {
    return LineScript.isClosed(StageFailure.cause(e).getMessage());
  }
}
