package io.sugang.gateway.outbound.redis;

import io.sugang.contract.decision.RequestState;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.LineAwayException;
import io.sugang.gateway.application.StageFailure;
import io.sugang.gateway.application.join.DropCommand;
import io.sugang.gateway.application.join.EnrollCommand;
import io.sugang.gateway.application.join.Line;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.Released;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The lines in Redis, joined by the scripts of the present epoch. */
@ApplicationScoped
class RedisLine implements Line {

  /** Parts of what the join script says of an earlier request. */
  private static final int WITHOUT_FIRST = 4;

  private static final int OF_A_SWAP = 7;

  private final RedisPipe pipe;
  private final RedisReads reads;
  private final ScriptCalls scripts;
  private final GatewayConfig config;

  @Inject
  RedisLine(RedisPipe pipe, RedisReads reads, LineScripts scripts, GatewayConfig config) {
    this(pipe, reads, (ScriptCalls) scripts, config);
  }

  RedisLine(RedisPipe pipe, RedisReads reads, ScriptCalls scripts, GatewayConfig config) {
    this.pipe = pipe;
    this.reads = reads;
    this.scripts = scripts;
    this.config = config;
  }

  @Override
  public CompletionStage<List<Reply>> join(
      SectionId section, Window window, List<EnrollCommand> commands) {
    return evaluate(
            LineScript.JOIN, script -> join(script, new LineKeys(section), window, commands))
        .thenApply(answer -> replies(answer, commands));
  }

  private void join(Request script, LineKeys keys, Window window, List<EnrollCommand> commands) {
    List<String> named = new ArrayList<>(keys.ofJoining());
    var places = new StringJoiner(",");
    for (int i = 0; i < commands.size(); i++) {
      EnrollCommand command = commands.get(i);
      if (command.idempotencyKey().isPresent()) {
        named.add(keys.firstAnswer(command.student(), command.idempotencyKey().get()));
        places.add(Integer.toString(i + 1));
      }
    }
    script.arg(named.size());
    named.forEach(script::arg);
    script.arg(config.lineLimit());
    script.arg(config.refusalRepeat().toMillis());
    script.arg(config.idempotencyLifetime().toMillis());
    script.arg(window.opensAt().toEpochMilli());
    script.arg(window.closesAt().toEpochMilli());
    script.arg(places.toString());
    for (EnrollCommand command : commands) {
      script.arg(command.student().value());
      script.arg(asked(command));
    }
  }

  /** As {@code join.lua} takes it. */
  private static String asked(EnrollCommand command) {
    if (command.gives().isEmpty()) {
      return command.traceparent();
    }
    EnrollCommand.Gives gives = command.gives().get();
    String wonBy = gives.wonBy().map(RequestNumber::toString).orElse("");
    return command.traceparent() + '|' + wonBy + '|' + gives.section();
  }

  @Override
  public CompletionStage<Optional<Holding>> holding(StudentId student, SectionId section) {
    return evaluate(
            LineScript.SEAT,
            script -> {
              List<String> keys = new LineKeys(section).ofJoining();
              script.arg(keys.size());
              keys.forEach(script::arg);
              script.arg(student.value());
            })
        .thenApply(RedisLine::holding);
  }

  private static Optional<Holding> holding(Response answer) {
    return answer.size() == 0
        ? Optional.empty()
        : Optional.of(
            new Holding(
                new RequestNumber(answer.get(0).toLong()),
                RequestState.of(answer.get(1).toString())));
  }

  @Override
  public CompletionStage<Reply> drop(DropCommand command) {
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
              script.arg(command.window().opensAt().toEpochMilli());
              script.arg(command.window().closesAt().toEpochMilli());
              script.arg(config.lineLimit());
              script.arg(command.traceparent()).arg(config.idempotencyLifetime().toMillis());
              script.arg(config.promotedDrop().toMillis());
            })
        .thenApply(RedisLine::dropReply);
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

  /** As {@code join.lua} says. */
  private static List<Reply> replies(Response answer, List<EnrollCommand> commands) {
    Instant now = millis(answer.get(0));
    long number = answer.get(1).toLong();
    long position = answer.get(2).toLong();
    String outcomes = answer.get(3).toString();
    int more = 4;
    var replies = new ArrayList<Reply>(commands.size());
    for (int i = 0; i < commands.size(); i++) {
      replies.add(
          switch (outcomes.charAt(i)) {
            case 'j' ->
                new Reply.InLine(
                    Novelty.JOINED,
                    new RequestNumber(++number),
                    OptionalLong.of(position++),
                    now,
                    true,
                    released(commands.get(i)));
            case 'e', 'r' -> known(answer.get(more++).toString().split("\\|"));
            case 'b' -> new Reply.OutsideWindow(true, now);
            case 'a' -> new Reply.OutsideWindow(false, now);
            case 'f' -> new Reply.Full();
            case 'u' -> new Reply.Untold();
            case 'n' -> new Reply.Nothing();
            case 'o' -> new Reply.AskedOtherwise(number(answer.get(more++)), RequestState.WAITING);
            case 'h' -> new Reply.AskedOtherwise(number(answer.get(more++)), RequestState.ADMITTED);
            default -> throw new IllegalStateException("the join script gave an unknown answer");
          });
    }
    return replies;
  }

  private static RequestNumber number(Response known) {
    return known(known.toString().split("\\|")).number();
  }

  /**
   * @param parts number, position, acceptedAt, whether it waits, of a replay its first outcome, and
   *     of a swap the number and section of what it gives up
   */
  private static Reply.InLine known(String[] parts) {
    Novelty novelty =
        parts.length == WITHOUT_FIRST || parts[4].isEmpty()
            ? Novelty.EXISTING
            : parts[4].equals("joined") ? Novelty.REPLAYED_JOINED : Novelty.REPLAYED_EXISTING;
    return new Reply.InLine(
        novelty,
        new RequestNumber(Long.parseLong(parts[0])),
        position(Long.parseLong(parts[1])),
        Instant.ofEpochMilli(Long.parseLong(parts[2])),
        parts[3].equals("1"),
        parts.length == OF_A_SWAP
            ? Optional.of(
                new Released(
                    new RequestNumber(Long.parseLong(parts[5])),
                    Optional.of(new SectionId(parts[6]))))
            : Optional.empty());
  }

  private static Optional<Released> released(EnrollCommand command) {
    return command
        .gives()
        .map(gives -> new Released(gives.wonBy().orElseThrow(), Optional.of(gives.section())));
  }

  private static Reply dropReply(Response answer) {
    return switch (answer.get(0).toString()) {
      case "joined", "existing", "replayed" -> dropInLine(answer);
      case "not-open" -> new Reply.OutsideWindow(true, millis(answer.get(1)));
      case "closed" -> new Reply.OutsideWindow(false, millis(answer.get(1)));
      case "line-full" -> new Reply.Full();
      case "nothing" -> new Reply.Nothing();
      case "otherwise" ->
          new Reply.Otherwise(
              new RequestNumber(answer.get(1).toLong()), RequestState.of(answer.get(2).toString()));
      default -> throw new IllegalStateException("the drop script gave an unknown answer");
    };
  }

  private static Reply.InLine dropInLine(Response answer) {
    Novelty novelty =
        switch (answer.get(0).toString()) {
          case "joined" -> Novelty.JOINED;
          case "existing" -> Novelty.EXISTING;
          default ->
              answer.get(6).toString().equals("joined")
                  ? Novelty.REPLAYED_JOINED
                  : Novelty.REPLAYED_EXISTING;
        };
    return new Reply.InLine(
        novelty,
        new RequestNumber(answer.get(1).toLong()),
        position(answer.get(2).toLong()),
        millis(answer.get(3)),
        answer.get(4).toInteger() == 1,
        Optional.of(new Released(new RequestNumber(answer.get(5).toLong()), Optional.empty())));
  }

  private static OptionalLong position(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
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
  public CompletionStage<Void> note(Collection<LineRequest> requests) {
    return pipe.sendAll(
            requests.stream()
                .map(
                    request ->
                        Request.cmd(Command.SADD)
                            .arg(LineKeys.receipts(request.student()))
                            .arg(LineKeys.receiptOf(request)))
                .toList())
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
