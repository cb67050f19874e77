package io.sugang.gateway.outbound.redis;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.office.Term.Window;
import io.sugang.gateway.application.Line;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.Standing;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The lines in Redis: joined by the script of the present epoch, read by plain commands. */
@ApplicationScoped
class RedisLine implements Line {

  private final RedisPipe pipe;
  private final LineScripts scripts;
  private final GatewayConfig config;

  RedisLine(RedisPipe pipe, LineScripts scripts, GatewayConfig config) {
    this.pipe = pipe;
    this.scripts = scripts;
    this.config = config;
  }

  @Override
  public CompletionStage<Reply> join(Wish wish) {
    var keys = new LineKeys(wish.section());
    return evaluate(
            LineScript.JOIN,
            script -> {
              script.arg(wish.idempotencyKey().isPresent() ? "6" : "5");
              keys.ofJoining().forEach(script::arg);
              wish.idempotencyKey()
                  .ifPresent(key -> script.arg(keys.firstAnswer(wish.student(), key)));
              script.arg(wish.student().value());
              window(script, wish.window());
              script.arg(wish.traceparent()).arg(config.idempotencyLifetime().toMillis());
              script.arg(config.refusalRepeat().toMillis());
            })
        .thenApply(RedisLine::reply);
  }

  @Override
  public CompletionStage<DropReply> drop(DropWish wish) {
    var keys = new LineKeys(wish.section());
    return evaluate(
            LineScript.DROP,
            script -> {
              script.arg(wish.idempotencyKey().isPresent() ? "6" : "5");
              keys.ofJoining().forEach(script::arg);
              wish.idempotencyKey()
                  .ifPresent(key -> script.arg(keys.firstAnswer(wish.student(), key)));
              script.arg(wish.student().value());
              script.arg(wish.receipt().map(RequestNumber::toString).orElse(""));
              script.arg(wish.required().name().toLowerCase(Locale.ROOT));
              window(script, wish.window());
              script.arg(wish.traceparent()).arg(config.idempotencyLifetime().toMillis());
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
                    cause(e) instanceof LineAwayException away
                        ? away
                        : new JoinUnknownException(cause(e))));
  }

  private static DropReply dropReply(Response answer) {
    return switch (answer.get(0).toString()) {
      case "joined", "existing", "replayed" ->
          new DropReply.Joined(place(answer, 6), new RequestNumber(answer.get(5).toLong()));
      case "not-open" -> new DropReply.OutsideWindow(true, millis(answer.get(1)));
      case "closed" -> new DropReply.OutsideWindow(false, millis(answer.get(1)));
      case "line-full" -> new DropReply.Full();
      case "nothing" -> new DropReply.Nothing();
      case "otherwise" ->
          new DropReply.Otherwise(
              new RequestNumber(answer.get(1).toLong()), answer.get(2).toString());
      default -> throw new IllegalStateException("the drop script gave an unknown answer");
    };
  }

  private static Reply reply(Response answer) {
    return switch (answer.get(0).toString()) {
      case "joined", "existing", "replayed" -> place(answer, 5);
      case "not-open" -> new Reply.OutsideWindow(true, millis(answer.get(1)));
      case "closed" -> new Reply.OutsideWindow(false, millis(answer.get(1)));
      case "line-full" -> new Reply.Full();
      default -> throw new IllegalStateException("the join script gave an unknown answer");
    };
  }

  /**
   * A place.
   *
   * @param first index of the outcome that is replayed
   */
  private static Reply.Place place(Response answer, int first) {
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
    return new Reply.Place(
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
        .exceptionallyCompose(e -> CompletableFuture.failedStage(away(e)));
  }

  @Override
  public CompletionStage<Void> trace(StudentId student, Trace trace) {
    return pipe.send(
            Request.cmd(Command.SADD)
                .arg(LineKeys.receipts(student))
                .arg(
                    trace.section().value()
                        + '|'
                        + trace.number()
                        + '|'
                        + trace.acceptedAt().toEpochMilli()))
        .thenApply(_ -> null);
  }

  @Override
  public Uni<List<Trace>> tracesOf(StudentId student) {
    return guarded(ask("SMEMBERS", LineKeys.receipts(student)))
        .map(
            members -> {
              List<Trace> traces = new ArrayList<>(members.size());
              for (Response member : members) {
                String[] parts = member.toString().split("\\|", 3);
                traces.add(
                    new Trace(
                        new SectionId(parts[0]),
                        new RequestNumber(Long.parseLong(parts[1])),
                        Instant.ofEpochMilli(Long.parseLong(parts[2]))));
              }
              return traces;
            });
  }

  @Override
  public Uni<Optional<Standing>> standing(
      StudentId student, SectionId section, RequestNumber number) {
    var keys = new LineKeys(section);
    String member = number.toString();
    // Sent one behind the other. The line first: a decision made in between is then still seen.
    return guarded(
            Uni.join()
                .all(
                    ask("ZRANK", keys.line(), member),
                    ask("HGET", keys.requests(), member),
                    ask("HGET", keys.decisions(), member),
                    ask("ZRANK", keys.waitlist(), member))
                .andFailFast())
        .map(answers -> standing(student, section, number, answers));
  }

  private static Optional<Standing> standing(
      StudentId student, SectionId section, RequestNumber number, List<Response> answers) {
    Response decision = answers.get(2);
    if (decision != null) {
      Response rank = answers.get(3);
      return Optional.of(ToldDecision.fromText(decision.toString()))
          .filter(told -> told.student().equals(student))
          .map(
              told ->
                  new Standing.Settled(
                      told,
                      rank == null ? OptionalLong.empty() : OptionalLong.of(rank.toLong() + 1)));
    }
    Response position = answers.get(0);
    if (position == null || answers.get(1) == null) {
      return Optional.empty();
    }
    LineRequest request = LineEntry.read(section, number, answers.get(1).toString());
    return Optional.of(request)
        .filter(known -> known.student().equals(student))
        .map(
            known ->
                new Standing.Waiting(
                    OptionalLong.of(position.toLong()),
                    Optional.of(known.acceptedAt()),
                    known instanceof DropRequested drop
                        ? OptionalLong.of(drop.receipt().value())
                        : OptionalLong.empty()));
  }

  @Override
  public Uni<Map<SectionId, SectionState>> states(Collection<SectionId> sections) {
    List<SectionId> ordered = List.copyOf(sections);
    if (ordered.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    List<Uni<Response>> commands = new ArrayList<>(2 * ordered.size());
    for (SectionId section : ordered) {
      var keys = new LineKeys(section);
      commands.add(ask("HMGET", keys.seats(), "version", "capacity", "taken", "waitlisted"));
      commands.add(ask("ZCARD", keys.line()));
    }
    return guarded(Uni.join().all(commands).andFailFast())
        .map(
            answers -> {
              var states = new HashMap<SectionId, SectionState>();
              for (int i = 0; i < ordered.size(); i++) {
                states.put(ordered.get(i), state(answers.get(2 * i), answers.get(2 * i + 1)));
              }
              return states;
            });
  }

  private static SectionState state(Response seats, Response waiting) {
    return seats.get(0) == null
        ? new SectionState(0, 0, 0, 0, waiting.toLong())
        : new SectionState(
            seats.get(0).toLong(),
            seats.get(1).toInteger(),
            seats.get(2).toInteger(),
            seats.get(3).toInteger(),
            waiting.toLong());
  }

  @Override
  public Uni<Boolean> isOpen() {
    return guarded(ask("GET", LineKeys.EPOCH))
        .flatMap(
            epoch ->
                epoch == null
                    ? Uni.createFrom().item(false)
                    : guarded(ask("SCRIPT", "EXISTS", LineScript.JOIN.digest(epoch.toLong())))
                        .map(loaded -> loaded.get(0).toInteger() == 1));
  }

  @Override
  public Uni<Instant> time() {
    return guarded(ask("TIME"))
        .map(time -> Instant.ofEpochSecond(time.get(0).toLong(), 1000 * time.get(1).toLong()));
  }

  private Uni<Response> ask(String command, String... words) {
    return Uni.createFrom()
        .completionStage(
            () -> {
              Request request = Request.cmd(Command.create(command));
              for (String word : words) {
                request.arg(word);
              }
              return pipe.send(request);
            });
  }

  private static <T> Uni<T> guarded(Uni<T> answer) {
    return answer.onFailure().transform(RedisLine::away);
  }

  private static RuntimeException away(Throwable failure) {
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

  private static Instant millis(Response value) {
    return Instant.ofEpochMilli(value.toLong());
  }
}
