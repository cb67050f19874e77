package io.sugang.gateway.outbound.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
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
import io.sugang.gateway.application.Line;
import io.sugang.gateway.config.GatewayConfig;
import io.sugang.gateway.domain.Standing;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The lines in Redis: joined by the script of the present epoch, read by plain commands. */
@ApplicationScoped
class RedisLine implements Line {

  private final ReactiveRedisDataSource redis;
  private final GatewayConfig config;
  private volatile Scripts scripts = Scripts.of(0);

  /** The digests of an epoch's scripts; epoch 0 stands for "not known yet". */
  private record Scripts(long epoch, Map<LineScript, String> digests) {
    static Scripts of(long epoch) {
      var digests = new EnumMap<LineScript, String>(LineScript.class);
      if (epoch > 0) {
        digests.put(LineScript.JOIN, LineScript.JOIN.digest(epoch));
        digests.put(LineScript.DROP, LineScript.DROP.digest(epoch));
      }
      return new Scripts(epoch, digests);
    }
  }

  RedisLine(ReactiveRedisDataSource redis, GatewayConfig config) {
    this.redis = redis;
    this.config = config;
  }

  @Override
  public Uni<Reply> join(Wish wish) {
    var keys = new LineKeys(wish.section());
    List<String> words = new ArrayList<>(14);
    words.add(wish.idempotencyKey().isPresent() ? "5" : "4");
    words.add(keys.line());
    words.add(keys.requests());
    words.add(keys.live());
    words.add(keys.counter());
    wish.idempotencyKey().ifPresent(key -> words.add(keys.firstAnswer(wish.student(), key)));
    words.add(wish.student().value());
    words.add(Long.toString(wish.window().opensAt().toEpochMilli()));
    words.add(Long.toString(wish.window().closesAt().toEpochMilli()));
    words.add(Integer.toString(config.lineLimit()));
    words.add(wish.traceparent());
    words.add(Long.toString(config.idempotencyLifetime().toMillis()));
    return evaluate(LineScript.JOIN, words).map(RedisLine::reply);
  }

  @Override
  public Uni<DropReply> drop(DropWish wish) {
    var keys = new LineKeys(wish.section());
    List<String> words = new ArrayList<>(16);
    words.add(wish.idempotencyKey().isPresent() ? "6" : "5");
    words.add(keys.line());
    words.add(keys.requests());
    words.add(keys.live());
    words.add(keys.counter());
    words.add(keys.decisions());
    wish.idempotencyKey().ifPresent(key -> words.add(keys.firstAnswer(wish.student(), key)));
    words.add(wish.student().value());
    words.add(wish.receipt().map(RequestNumber::toString).orElse(""));
    words.add(wish.required().name().toLowerCase(Locale.ROOT));
    words.add(Long.toString(wish.window().opensAt().toEpochMilli()));
    words.add(Long.toString(wish.window().closesAt().toEpochMilli()));
    words.add(Integer.toString(config.lineLimit()));
    words.add(wish.traceparent());
    words.add(Long.toString(config.idempotencyLifetime().toMillis()));
    return evaluate(LineScript.DROP, words).map(RedisLine::dropReply);
  }

  /** Calls a script that joins; without its scripts the line is closed, or its epoch was raised. */
  private Uni<Response> evaluate(LineScript script, List<String> words) {
    Scripts tried = scripts;
    Uni<Response> answer =
        tried.epoch() == 0
            ? evaluateAfresh(script, words, tried)
            : call(script, words, tried)
                .onFailure(RedisLine::isNoScript)
                .recoverWithUni(() -> evaluateAfresh(script, words, tried));
    return answer
        .ifNoItem()
        .after(config.redisTimeout())
        .fail()
        .onFailure(e -> !(e instanceof LineAwayException))
        .transform(
            e ->
                isNoScript(e) || isUnreachable(e)
                    ? new LineAwayException("nobody can join: " + e, e)
                    : new JoinUnknownException(e));
  }

  private Uni<Response> evaluateAfresh(LineScript script, List<String> words, Scripts tried) {
    return redis
        .execute("GET", LineKeys.EPOCH)
        .flatMap(
            known -> {
              long present = known == null ? 0 : known.toLong();
              if (present == tried.epoch()) {
                throw new LineAwayException("the line is closed until it is reopened", null);
              }
              Scripts opened = Scripts.of(present);
              scripts = opened;
              return call(script, words, opened);
            });
  }

  private Uni<Response> call(LineScript script, List<String> words, Scripts opened) {
    var arguments = new String[words.size() + 1];
    arguments[0] = opened.digests().get(script);
    for (int i = 0; i < words.size(); i++) {
      arguments[i + 1] = words.get(i);
    }
    return redis.execute("EVALSHA", arguments);
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
                    redis.execute("HGET", keys.decisions(), member),
                    redis.execute("ZRANK", keys.waitlist(), member))
                .andFailFast())
        .map(answers -> standing(section, number, answers));
  }

  private static Optional<Standing> standing(
      SectionId section, RequestNumber number, List<Response> answers) {
    Response decision = answers.get(2);
    if (decision != null) {
      Response rank = answers.get(3);
      return Optional.of(
          new Standing.Settled(
              ToldDecision.fromText(decision.toString()),
              rank == null ? OptionalLong.empty() : OptionalLong.of(rank.toLong() + 1)));
    }
    Response position = answers.get(0);
    if (position == null) {
      return Optional.empty();
    }
    Optional<LineRequest> request =
        Optional.ofNullable(answers.get(1))
            .map(entry -> LineEntry.read(section, number, entry.toString()));
    return Optional.of(
        new Standing.Waiting(
            OptionalLong.of(position.toLong()),
            request.map(LineRequest::acceptedAt),
            request.isPresent() && request.get() instanceof DropRequested drop
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
      commands.add(
          redis.execute("HMGET", keys.seats(), "version", "capacity", "taken", "waitlisted"));
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
        ? new SectionState(0, 0, 0, 0, waiting.toLong())
        : new SectionState(
            seats.get(0).toLong(),
            seats.get(1).toInteger(),
            seats.get(2).toInteger(),
            seats.get(3).toInteger(),
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
