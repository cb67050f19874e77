package io.sugang.gateway.outbound.redis;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import io.sugang.gateway.application.join.DropCommand;
import io.sugang.gateway.application.join.EnrollCommand;
import io.sugang.gateway.application.join.Line;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.RequestRef;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The lines in Redis, joined by the scripts of the present epoch. */
@ApplicationScoped
class RedisLine implements Line {

  private final RedisPipe pipe;
  private final RedisReads reads;
  private final LineScripts scripts;
  private final GatewayConfig config;

  RedisLine(RedisPipe pipe, RedisReads reads, LineScripts scripts, GatewayConfig config) {
    this.pipe = pipe;
    this.reads = reads;
    this.scripts = scripts;
    this.config = config;
  }

  @Override
  public CompletionStage<Reply> join(EnrollCommand command) {
    var keys = new LineKeys(command.section());
    return evaluate(
            LineScript.JOIN,
            script -> {
              script.arg(command.idempotencyKey().isPresent() ? "6" : "5");
              keys.ofJoining().forEach(script::arg);
              command
                  .idempotencyKey()
                  .ifPresent(key -> script.arg(keys.firstAnswer(command.student(), key)));
              script.arg(command.student().value());
              window(script, command.window());
              script.arg(command.traceparent()).arg(config.idempotencyLifetime().toMillis());
              script.arg(config.refusalRepeat().toMillis());
            })
        .thenApply(RedisLine::reply);
  }

  @Override
  public CompletionStage<DropReply> drop(DropCommand command) {
    var keys = new LineKeys(command.section());
    return evaluate(
            LineScript.DROP,
            script -> {
              script.arg(command.idempotencyKey().isPresent() ? "6" : "5");
              keys.ofJoining().forEach(script::arg);
              command
                  .idempotencyKey()
                  .ifPresent(key -> script.arg(keys.firstAnswer(command.student(), key)));
              script.arg(command.student().value());
              script.arg(command.receipt().map(RequestNumber::toString).orElse(""));
              script.arg(command.required().name().toLowerCase(Locale.ROOT));
              window(script, command.window());
              script.arg(command.traceparent()).arg(config.idempotencyLifetime().toMillis());
              script.arg(config.promotedDrop().toMillis());
            })
        .thenApply(RedisLine::dropReply);
  }

  private void window(Request script, Window window) {
    script.arg(window.opensAt().toEpochMilli()).arg(window.closesAt().toEpochMilli());
    script.arg(config.lineLimit());
  }

  private CompletionStage<Response> evaluate(LineScript script, Consumer<Request> words) {
    return scripts
        .call(script, words)
        .exceptionallyCompose(
            e ->
                CompletableFuture.failedStage(
                    StageFailure.cause(e) instanceof LineAwayException away
                        ? away
                        : new JoinUnknownException(StageFailure.cause(e))));
  }

  private static DropReply dropReply(Response answer) {
    return switch (answer.get(0).toString()) {
      case "joined", "existing", "replayed" ->
          new DropReply.Joined(inLine(answer, 6), new RequestNumber(answer.get(5).toLong()));
      case "not-open" -> new DropReply.OutsideWindow(true, millis(answer.get(1)));
      case "closed" -> new DropReply.OutsideWindow(false, millis(answer.get(1)));
      case "line-full" -> new DropReply.Full();
      case "nothing" -> new DropReply.Nothing();
      case "otherwise" ->
          new DropReply.Otherwise(
              new RequestNumber(answer.get(1).toLong()), RequestState.of(answer.get(2).toString()));
      default -> throw new IllegalStateException("the drop script gave an unknown answer");
    };
  }

  private static Reply reply(Response answer) {
    return switch (answer.get(0).toString()) {
      case "joined", "existing", "replayed" -> inLine(answer, 5);
      case "not-open" -> new Reply.OutsideWindow(true, millis(answer.get(1)));
      case "closed" -> new Reply.OutsideWindow(false, millis(answer.get(1)));
      case "line-full" -> new Reply.Full();
      default -> throw new IllegalStateException("the join script gave an unknown answer");
    };
  }

  /**
   * @param first index of the outcome that is replayed
   */
  private static Reply.InLine inLine(Response answer, int first) {
    Novelty novelty =
        switch (answer.get(0).toString()) {
          case "joined" -> Novelty.JOINED;
          case "existing" -> Novelty.EXISTING;
          default ->
              answer.get(first).toString().equals("joined")
                  ? Novelty.REPLAYED_JOINED
                  : Novelty.REPLAYED_EXISTING;
        };
    long position = answer.get(2).toLong();
    return new Reply.InLine(
        novelty,
        new RequestNumber(answer.get(1).toLong()),
        position < 0 ? OptionalLong.empty() : OptionalLong.of(position),
        millis(answer.get(3)),
        answer.get(4).toInteger() == 1);
  }

  @Override
  public CompletionStage<Boolean> claim(
      StudentId student, String idempotencyKey, String fingerprint) {
    return pipe.send(
            Request.cmd(Command.SET)
                .arg(LineKeys.idempotency(student, idempotencyKey))
                .arg(fingerprint)
                .arg("NX")
                .arg("GET")
                .arg("PX")
                .arg(config.idempotencyLifetime().toMillis()))
        .thenApply(before -> before == null || before.toString().equals(fingerprint))
        .exceptionallyCompose(e -> CompletableFuture.failedStage(RedisReads.away(e)));
  }

  @Override
  public CompletionStage<Void> note(StudentId student, RequestRef request) {
    return pipe.send(
            Request.cmd(Command.SADD)
                .arg(LineKeys.receipts(student))
                .arg(
                    request.section().value()
                        + '|'
                        + request.number()
                        + '|'
                        + request.acceptedAt().toEpochMilli()))
        .thenApply(_ -> null);
  }

  @Override
  public CompletionStage<Boolean> isOpen() {
    return reads
        .ask("GET", LineKeys.EPOCH)
        .thenCompose(
            epoch ->
                epoch == null
                    ? CompletableFuture.completedStage(false)
                    : reads
                        .ask("SCRIPT", "EXISTS", LineScript.JOIN.digest(epoch.toLong()))
                        .thenApply(loaded -> loaded.get(0).toInteger() == 1));
  }

  private static Instant millis(Response value) {
    return Instant.ofEpochMilli(value.toLong());
  }
}
