package io.sugang.gateway.outbound.redis;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineEntry;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.message.LineRequest;
import io.sugang.gateway.application.find.RequestStatuses;
import io.sugang.gateway.domain.Released;
import io.sugang.gateway.domain.RequestRef;
import io.sugang.gateway.domain.RequestStatus;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** Requests in their lines, read by plain commands. */
@ApplicationScoped
class RedisRequestStatuses implements RequestStatuses {

  private final RedisReads reads;

  RedisRequestStatuses(RedisReads reads) {
    this.reads = reads;
  }

  @Override
  public CompletionStage<List<RequestRef>> requestsOf(StudentId student) {
    return reads
        .ask("SMEMBERS", LineKeys.receipts(student))
        .thenApply(
            members -> {
              List<RequestRef> refs = new ArrayList<>(members.size());
              for (Response member : members) {
                String[] parts = member.toString().split("\\|", 3);
                refs.add(
                    new RequestRef(
                        new SectionId(parts[0]),
                        new RequestNumber(Long.parseLong(parts[1])),
                        Instant.ofEpochMilli(Long.parseLong(parts[2]))));
              }
              return refs;
            });
  }

  @Override
  public CompletionStage<Optional<RequestStatus>> status(
      StudentId student, SectionId section, RequestNumber number) {
    var keys = new LineKeys(section);
    String member = number.toString();
    // Sent one behind the other. The line first: a decision made in between is then still seen.
    return RedisReads.all(
            List.of(
                reads.ask("ZRANK", keys.line(), member),
                reads.ask("HGET", keys.requests(), member),
                reads.ask("HGET", keys.decisions(), member),
                reads.ask("ZRANK", keys.waitlist(), member)))
        .thenApply(answers -> status(student, section, number, answers));
  }

  private static Optional<RequestStatus> status(
      StudentId student, SectionId section, RequestNumber number, List<Response> answers) {
    Response decision = answers.get(2);
    if (decision != null) {
      Response rank = answers.get(3);
      return Optional.of(LineDecision.fromText(decision.toString()))
          .filter(decided -> decided.student().equals(student))
          .map(
              decided ->
                  new RequestStatus.Decided(
                      decided,
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
                new RequestStatus.Waiting(
                    OptionalLong.of(position.toLong()),
                    Optional.of(known.acceptedAt()),
                    Released.by(known)));
  }
}
