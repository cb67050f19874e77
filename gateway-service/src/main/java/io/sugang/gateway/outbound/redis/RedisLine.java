package io.sugang.gateway.outbound.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.line.ToldDecision;
import io.sugang.gateway.application.Line;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.Standing;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The lines in Redis: joined by the script of the present epoch, read by plain commands. */
@ApplicationScoped
class RedisLine implements Line {

  private final ReactiveRedisDataSource redis;
  private final GatewayConfig config;
  private volatile JoinScript script = new JoinScript(0, "");

  /** The join script of an epoch; epoch 0 stands for "not known yet". */
  private record JoinScript(long epoch, String digest) {
    static JoinScript of(long epoch) {
      return new JoinScript(epoch, epoch == 0 ? "" : LineScript.JOIN.digest(epoch));
    }
  }

  RedisLine(ReactiveRedisDataSource redis, GatewayConfig config) {
    this.redis = redis;
    this.config = config;
  }

  @Override
  public Uni<Reply> join(Wish wish) {
    JoinScript tried = script;
    Uni<Response> answer =
        tried.epoch() == 0
            ? joinAfresh(wish, tried)
            : evaluate(wish, tried)
                .onFailure(RedisLine::isNoScript)
                .recoverWithUni(() -> joinAfresh(wish, tried));
    return answer
        .ifNoItem()
        .after(config.redisTimeout())
        .fail()
        .onFailure(e -> !(e instanceof LineAwayException))
        .transform(
            e ->
                isNoScript(e) || isUnreachable(e)
                    ? new LineAwayException("nobody can join: " + e, e)
                    : new JoinUnknownException(e))
        .map(RedisLine::reply);
  }

  /** The epoch was raised, or the line is closed: Redis knows which. */
  private Uni<Response> joinAfresh(Wish wish, JoinScript tried) {
    return redis
        .execute("GET", LineKeys.EPOCH)
        .flatMap(
            known -> {
              long epoch = known == null ? 0 : known.toLong();
              if (epoch == tried.epoch()) {
                throw new LineAwayException("the line is closed until it is reopened", null);
              }
              script = JoinScript.of(epoch);
              return evaluate(wish, script);
            });
  }

  private Uni<Response> evaluate(Wish wish, JoinScript script) {
    var keys = new LineKeys(wish.section());
    List<String> arguments = new ArrayList<>(14);
    arguments.add(script.digest());
    arguments.add(wish.idempotencyKey().isPresent() ? "5" : "4");
    arguments.add(keys.line());
    arguments.add(keys.requests());
    arguments.add(keys.live());
    arguments.add(keys.counter());
    wish.idempotencyKey().ifPresent(key -> arguments.add(keys.firstAnswer(wish.student(), key)));
    arguments.add(wish.student().value());
    arguments.add(Long.toString(wish.window().opensAt().toEpochMilli()));
    arguments.add(Long.toString(wish.window().closesAt().toEpochMilli()));
    arguments.add(Integer.toString(config.lineLimit()));
    arguments.add(wish.traceparent());
    arguments.add(Long.toString(config.idempotencyLifetime().toMillis()));
    return redis.execute("EVALSHA", arguments.toArray(String[]::new));
  }

  private static Reply reply(Response answer) {
    return switch (answer.get(0).toString()) {
      case "joined" -> place(Novelty.JOINED, answer);
      case "existing" -> place(Novelty.EXISTING, answer);
      case "replayed" ->
          place(
              answer.get(5).toString().equals("joined")
                  ? Novelty.REPLAYED_JOINED
                  : Novelty.REPLAYED_EXISTING,
              answer);
      case "not-open" -> new Reply.OutsideWindow(true, millis(answer.get(1)));
      case "closed" -> new Reply.OutsideWindow(false, millis(answer.get(1)));
      case "line-full" -> new Reply.Full();
      default -> throw new IllegalStateException("the join script gave an unknown answer");
    };
  }

  private static Reply.Place place(Novelty novelty, Response answer) {
    long position = answer.get(2).toLong();
    return new Reply.Place(
        novelty,
        new RequestNumber(answer.get(1).toLong()),
        position < 0 ? OptionalLong.empty() : OptionalLong.of(position),
        millis(answer.get(3)),
        answer.get(4).toInteger() == 1);
  }

  @Override
  public Uni<Boolean> claim(StudentId student, String idempotencyKey, String fingerprint) {
    return guarded(
            redis.execute(
                "SET",
                LineKeys.idempotency(student, idempotencyKey),
                fingerprint,
                "NX",
                "GET",
                "PX",
                Long.toString(config.idempotencyLifetime().toMillis())))
        .map(before -> before == null || before.toString().equals(fingerprint));
  }

  @Override
  public Uni<Void> trace(StudentId student, Trace trace) {
    return guarded(
            redis.execute(
                "SADD",
                LineKeys.receipts(student),
                trace.section().value()
                    + '|'
                    + trace.number()
                    + '|'
                    + trace.acceptedAt().toEpochMilli()))
        .replaceWithVoid();
  }

  @Override
  public Uni<List<Trace>> tracesOf(StudentId student) {
    return guarded(redis.execute("SMEMBERS", LineKeys.receipts(student)))
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
  public Uni<Optional<Standing>> standing(SectionId section, RequestNumber number) {
    var keys = new LineKeys(section);
    String member = number.toString();
    // Sent one behind the other. The line first: a decision made in between is then still seen.
    return guarded(
            Uni.join()
                .all(
                    redis.execute("ZRANK", keys.line(), member),
                    redis.execute("HGET", keys.requests(), member),
                    redis.execute("HGET", keys.decisions(), member))
                .andFailFast())
        .map(answers -> standing(answers.get(0), answers.get(1), answers.get(2)));
  }

  private static Optional<Standing> standing(Response rank, Response request, Response decision) {
    if (decision != null) {
      return Optional.of(new Standing.Settled(ToldDecision.fromJson(decision.toString())));
    }
    if (rank == null) {
      return Optional.empty();
    }
    Optional<Instant> acceptedAt =
        Optional.ofNullable(request)
            .map(entry -> entry.toString().split("\\|", 3)[1])
            .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)));
    return Optional.of(new Standing.Waiting(OptionalLong.of(rank.toLong()), acceptedAt));
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
      commands.add(redis.execute("HMGET", keys.seats(), "version", "capacity", "taken"));
      commands.add(redis.execute("ZCARD", keys.line()));
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
        ? new SectionState(0, 0, 0, waiting.toLong())
        : new SectionState(
            seats.get(0).toLong(),
            seats.get(1).toInteger(),
            seats.get(2).toInteger(),
            waiting.toLong());
  }

  @Override
  public Uni<Instant> time() {
    return guarded(redis.execute("TIME"))
        .map(time -> Instant.ofEpochSecond(time.get(0).toLong(), 1000 * time.get(1).toLong()));
  }

  private <T> Uni<T> guarded(Uni<T> answer) {
    return answer
        .ifNoItem()
        .after(config.redisTimeout())
        .fail()
        .onFailure(e -> !(e instanceof LineAwayException))
        .transform(
            e ->
                new LineAwayException(
                    isNoScript(e)
                        ? "the line is closed until it is reopened"
                        : "Redis does not answer as it should: " + e,
                    e));
  }

  private static boolean isUnreachable(Throwable e) {
    return e instanceof ConnectException || e.getCause() instanceof ConnectException;
  }

  private static boolean isNoScript(Throwable e) {
    return e.getMessage() != null && e.getMessage().startsWith("NOSCRIPT");
  }

  private static Instant millis(Response value) {
    return Instant.ofEpochMilli(value.toLong());
  }
}
