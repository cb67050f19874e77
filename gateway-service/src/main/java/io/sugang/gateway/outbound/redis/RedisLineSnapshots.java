package io.sugang.gateway.outbound.redis;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.follow.Cursor;
import io.sugang.gateway.application.follow.LineSnapshot;
import io.sugang.gateway.application.follow.LineSnapshots;
import io.sugang.gateway.domain.OrderedNumbers;
import io.sugang.gateway.domain.Released;
import io.sugang.gateway.domain.RequestStatus;
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

/** How the lines change, by their script. */
@ApplicationScoped
class RedisLineSnapshots implements LineSnapshots {

  private final RedisPipe pipe;
  private final LineScripts scripts;

  RedisLineSnapshots(RedisPipe pipe, LineScripts scripts) {
    this.pipe = pipe;
    this.scripts = scripts;
  }

  @Override
  public CompletionStage<Optional<LineSnapshot>> snapshot(
      SectionId section, Cursor last, boolean anyway) {
    var keys = new LineKeys(section);
    return scripts
        .call(
            LineScript.SNAPSHOT,
            script -> {
              List<String> names = keys.ofShowing();
              script.arg(names.size());
              names.forEach(script::arg);
              script.arg(last.epoch()).arg(last.revision()).arg(anyway ? "1" : "0");
            })
        .thenApply(RedisLineSnapshots::snapshot);
  }

  private static Optional<LineSnapshot> snapshot(Response answer) {
    if (answer.size() == 2) {
      return Optional.empty();
    }
    var cursor = new Cursor(answer.get(0).toString(), answer.get(1).toString());
    Response all = answer.get(7);
    OrderedNumbers waiting =
        all.size() > 0
            ? OrderedNumbers.of(numbers(all).toArray())
            : OrderedNumbers.consecutive(answer.get(6).toLong(), answer.get(5).toLong());
    return Optional.of(
        new LineSnapshot(
            cursor,
            answer.get(2).toInteger() == 1,
            numbers(answer.get(3)).mapToObj(RequestNumber::new).toList(),
            OrderedNumbers.of(numbers(answer.get(4)).toArray()),
            waiting));
  }

  private static LongStream numbers(Response list) {
    return list.stream().mapToLong(Response::toLong);
  }

  @Override
  public CompletionStage<Map<RequestNumber, RequestStatus>> statuses(
      SectionId section, Map<RequestNumber, StudentId> requested) {
    List<RequestNumber> numbers = List.copyOf(requested.keySet());
    var keys = new LineKeys(section);
    CompletableFuture<Response> requests = pipe.send(get(keys.requests(), numbers));
    CompletableFuture<Response> decisions = pipe.send(get(keys.decisions(), numbers));
    return requests.thenCombine(
        decisions,
        (asked, decided) -> {
          var statuses = new HashMap<RequestNumber, RequestStatus>();
          var sameFacts = new HashMap<Map<String, Object>, Map<String, Object>>();
          for (int i = 0; i < numbers.size(); i++) {
            RequestNumber number = numbers.get(i);
            StudentId student = requested.get(number);
            if (decided.get(i) != null) {
              LineDecision decision = decision(decided.get(i).toString(), sameFacts);
              if (decision.student().equals(student)) {
                statuses.put(number, new RequestStatus.Decided(decision, OptionalLong.empty()));
              }
            } else if (asked.get(i) != null) {
              LineRequest request = LineEntry.read(section, number, asked.get(i).toString());
              if (request.student().equals(student)) {
                statuses.put(number, waiting(request));
              }
            }
          }
          return statuses;
        });
  }

  /** Thousands are refused with the same facts; those that are followed share them. */
  private static LineDecision decision(
      String text, Map<Map<String, Object>, Map<String, Object>> sameFacts) {
    LineDecision decision = LineDecision.fromText(text);
    return decision.withFacts(sameFacts.computeIfAbsent(decision.facts(), facts -> facts));
  }

  private static Request get(String hash, List<RequestNumber> numbers) {
    Request command = Request.cmd(Command.HMGET).arg(hash);
    numbers.forEach(number -> command.arg(number.toString()));
    return command;
  }

  private static RequestStatus waiting(LineRequest request) {
    return new RequestStatus.Waiting(
        OptionalLong.empty(), Optional.of(request.acceptedAt()), Released.by(request));
  }
}
