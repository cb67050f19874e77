package io.sugang.gateway.outbound.redis;

import io.sugang.contract.line.LineScript;
import io.sugang.gateway.application.LineAwayException;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** How the line's scripts are called. */
interface ScriptCalls {

  /**
   * Calls a script. Fails with {@link LineAwayException} if it certainly did not run: the line is
   * closed, or Redis can't be reached. Completes on any thread.
   *
   * @param words adds the number of keys, the keys and the arguments
   */
  CompletionStage<Response> call(LineScript script, Consumer<Request> words);
}
