package io.sugang.gateway.outbound.redis;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.events.LineNews;
import io.sugang.gateway.domain.Places;
import io.sugang.gateway.domain.Standing;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

/** News of the lines, by their script that looks. */
@ApplicationScoped
class RedisLineNews implements LineNews {

  private final RedisPipe pipe;
  private final LineScripts scripts;

  RedisLineNews(RedisPipe pipe, LineScripts scripts) {
    this.pipe = pipe;
    this.scripts = scripts;
  }

  @Override
  public CompletionStage<Optional<Look>> look(SectionId section, Moment last, boolean anyway) {
    var keys = new LineKeys(section);
    return scripts
        .call(
            LineScript.LOOK,
            script -> {
              List<String> names = keys.ofShowing();
              script.arg(names.size());
              names.forEach(script::arg);
              script.arg(last.epoch()).arg(last.telling()).arg(anyway ? "1" : "0");
            })
        .thenApply(RedisLineNews::look);
  }

  private static Optional<Look> look(Response answer) {
    if (answer.size() == 2) {
      return Optional.empty();
    }
    var moment = new Moment(answer.get(0).toString(), answer.get(1).toString());
    Response all = answer.get(7);
    Places waiting =
        all.size() > 0
            ? Places.of(numbers(all).toArray())
            : Places.consecutive(answer.get(6).toLong(), answer.get(5).toLong());
    return Optional.of(
        new Look(
            moment,
            answer.get(2).toInteger() == 1,
            numbers(answer.get(3)).mapToObj(RequestNumber::new).toList(),
            Places.of(numbers(answer.get(4)).toArray()),
            waiting));
  }

  private static LongStream numbers(Response list) {
    return list.stream().mapToLong(Response::toLong);
  }

  @Override
  public CompletionStage<Map<RequestNumber, Standing>> standings(
      SectionId section, Map<RequestNumber, StudentId> requested) {
    List<RequestNumber> numbers = List.copyOf(requested.keySet());
    var keys = new LineKeys(section);
    CompletableFuture<Response> requests = pipe.send(get(keys.requests(), numbers));
    CompletableFuture<Response> decisions = pipe.send(get(keys.decisions(), numbers));
    return requests.thenCombine(
        decisions,
        (asked, told) -> {
          var standings = new HashMap<RequestNumber, Standing>();
          var sameFacts = new HashMap<Map<String, Object>, Map<String, Object>>();
          for (int i = 0; i < numbers.size(); i++) {
            RequestNumber number = numbers.get(i);
            StudentId student = requested.get(number);
            if (told.get(i) != null) {
              ToldDecision decision = settled(told.get(i).toString(), sameFacts);
              if (decision.student().equals(student)) {
                standings.put(number, new Standing.Settled(decision, OptionalLong.empty()));
              }
            } else if (asked.get(i) != null) {
              LineRequest request = LineEntry.read(section, number, asked.get(i).toString());
              if (request.student().equals(student)) {
                standings.put(number, waiting(request));
              }
            }
          }
          return standings;
        });
  }

  /** Thousands are refused with the same facts; those that are followed share them. */
  private static ToldDecision settled(
      String text, Map<Map<String, Object>, Map<String, Object>> sameFacts) {
    ToldDecision told = ToldDecision.fromText(text);
    return told.withFacts(sameFacts.computeIfAbsent(told.facts(), facts -> facts));
  }

  private static Request get(String hash, List<RequestNumber> numbers) {
    Request command = Request.cmd(Command.HMGET).arg(hash);
    numbers.forEach(number -> command.arg(number.toString()));
    return command;
  }

  private static Standing waiting(LineRequest request) {
    return new Standing.Waiting(
        OptionalLong.empty(),
        Optional.of(request.acceptedAt()),
        request instanceof DropRequested drop
            ? OptionalLong.of(drop.receipt().value())
            : OptionalLong.empty());
  }
}
