package io.sugang.gateway.outbound.redis;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.line.LineKeys;
import io.sugang.gateway.application.catalogue.SectionStates;
import io.sugang.gateway.domain.SectionState;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What the lines show of their sections, read by plain commands. */
@ApplicationScoped
class RedisSectionStates implements SectionStates {

  private final RedisReads reads;

  RedisSectionStates(RedisReads reads) {
    this.reads = reads;
  }

  @Override
  public CompletionStage<Map<SectionId, SectionState>> states(Collection<SectionId> sections) {
    List<SectionId> ordered = List.copyOf(sections);
    if (ordered.isEmpty()) {
      return CompletableFuture.completedStage(Map.of());
    }
    List<CompletionStage<Response>> commands = new ArrayList<>(2 * ordered.size());
    for (SectionId section : ordered) {
      var keys = new LineKeys(section);
      commands.add(reads.ask("HMGET", keys.seats(), "version", "capacity", "taken", "waitlisted"));
      commands.add(reads.ask("ZCARD", keys.line()));
    }
    return RedisReads.all(commands)
        .thenApply(
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
  public CompletionStage<Instant> time() {
    return reads
        .ask("TIME")
        .thenApply(
            time -> Instant.ofEpochSecond(time.get(0).toLong(), 1000 * time.get(1).toLong()));
  }
}
