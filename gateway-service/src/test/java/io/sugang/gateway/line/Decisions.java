package io.sugang.gateway.line;

import io.quarkus.redis.datasource.RedisDataSource;
import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Tells decisions as a worker would. */
@ApplicationScoped
public class Decisions {

  private final RedisDataSource redis;

  Decisions(RedisDataSource redis) {
    this.redis = redis;
  }

  /** Tells what became of a student's request. */
  public void tell(
      String section, long number, String student, String state, long version, long epoch) {
    tell(section, number, student, state, Optional.empty(), version, epoch);
  }

  /** Tells that a student's request was promoted from the waitlist. */
  public void promote(
      String section, long number, String student, Instant at, long version, long epoch) {
    tell(section, number, student, "admitted", Optional.of(at), version, epoch);
  }

  private void tell(
      String section,
      long number,
      String student,
      String state,
      Optional<Instant> changedAt,
      long version,
      long epoch) {
    var keys = new LineKeys(new SectionId(section));
    boolean stays = state.equals("admitted") || state.equals("waitlisted");
    var decision =
        new LineDecision(
            version,
            new StudentId(student),
            OptionalLong.empty(),
            state,
            state.equals("refused") ? "section-full" : null,
            state.equals("refused") ? Map.of("capacity", 30, "waitlistLimit", 6) : Map.of(),
            Instant.now(),
            Instant.now(),
            changedAt);
    var unused =
        redis.execute(
            "EVALSHA",
            Stream.of(
                    List.of(LineScript.UPDATE.digest(epoch), "" + keys.ofShowing().size()),
                    keys.ofShowing(),
                    List.of("" + version, "30", "1", "0"),
                    List.of("" + number, student, stays ? "1" : "0"),
                    List.of(state.equals("waitlisted") ? "1" : "0", decision.toText()))
                .flatMap(List::stream)
                .toArray(String[]::new));
  }
}
