package io.sugang.waitlist.outbound.redis;

import io.sugang.waitlist.application.decide.Line.LineAwayException;
import io.sugang.waitlist.config.WaitlistConfig;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Commands to Redis, for threads that may wait. Those that are sent together go one behind the
 * other on one connection.
 */
@ApplicationScoped
class RedisCommands {

  private static final Logger LOG = Logger.getLogger(RedisCommands.class);
  private static final String LOST = "CONNECTION_CLOSED";

  private final Redis redis;
  private final WaitlistConfig config;

  RedisCommands(Redis redis, WaitlistConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /** A command and its words. */
  static Request command(Command command, List<String> words) {
    Request request = Request.cmd(command);
    words.forEach(request::arg);
    return request;
  }

  /**
   * Sends a command and waits for the answer; {@code null} if Redis has none.
   *
   * @throws RefusedException if Redis says no
   * @throws LineAwayException if it does not answer
   */
  Response send(Command command, String... words) {
    return send(command, List.of(words));
  }

  /** As above. */
  Response send(Command command, List<String> words) {
    Answer answer = sendAll(List.of(command(command, words))).getFirst();
    return answer.orThrow();
  }

  /**
   * Sends commands and waits for all the answers.
   *
   * @throws LineAwayException if Redis does not answer
   */
  List<Answer> sendAll(List<Request> commands) {
    try {
      return redis
          .connect()
          .compose(connection -> sendAll(connection, commands))
          .toCompletionStage()
          .toCompletableFuture()
          .orTimeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      throw new LineAwayException(e.getCause());
    }
  }

  private static Future<List<Answer>> sendAll(RedisConnection connection, List<Request> commands) {
    // Whoever waits for an answer hears of it anyway.
    connection.exceptionHandler(e -> LOG.debugf("a connection to Redis is lost: %s", e));
    List<Future<Answer>> answers =
        commands.stream()
            .map(
                command -> connection.send(command).map(Answer::of).recover(RedisCommands::refusal))
            .toList();
    return Future.join(answers)
        .map(_ -> answers.stream().map(Future::result).toList())
        .eventually(() -> connection.close());
  }

  private static Future<Answer> refusal(Throwable e) {
    return e instanceof ErrorType && !LOST.equals(e.getMessage())
        ? Future.succeededFuture(new Answer(null, new RefusedException(e)))
        : Future.failedFuture(e);
  }

  /**
   * What Redis says.
   *
   * @param value {@code null} if there is none
   * @param refusal {@code null} unless Redis says no
   */
  record Answer(Response value, RefusedException refusal) {
    static Answer of(Response value) {
      return new Answer(value, null);
    }

    Response orThrow() {
      if (refusal != null) {
        throw refusal;
      }
      return value;
    }
  }

  /** Redis answers a command with an error. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(Throwable cause) {
      super(cause.getMessage(), cause);
    }
  }
}
