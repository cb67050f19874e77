package io.sugang.gateway.line;

import io.quarkus.redis.datasource.RedisDataSource;
import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.LineKeys;
import io.sugang.contract.line.LineScript;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shows decisions as a worker would. */
@ApplicationScoped
public class Decisions {

  private final RedisDataSource redis;

  Decisions(RedisDataSource redis) {
    this.redis = redis;
  }

  /** Shows what became of a student's request. */
  public void show(
      String section, long number, String student, RequestState state, long version, long epoch) {
    show(section, number, decision(student, state, Optional.empty(), version), epoch);
  }

  /** Shows that a student has a seat, and gave up another one for it. */
  public void showSwapped(
      String section,
      long number,
      String student,
      String source,
      long releases,
      long version,
      long epoch) {
    LineDecision won = decision(student, RequestState.ADMITTED, Optional.empty(), version);
    show(
        section,
        number,
        new LineDecision(
            version,
            won.student(),
            Optional.of(new RequestNumber(releases)),
            Optional.of(new SectionId(source)),
            won.state(),
            won.reason(),
            won.facts(),
            won.acceptedAt(),
            won.decidedAt(),
            won.changedAt()),
        epoch);
  }

  /** Shows that a student's request was promoted from the waitlist. */
  public void promote(
      String section, long number, String student, Instant at, long version, long epoch) {
    show(
        section, number, decision(student, RequestState.ADMITTED, Optional.of(at), version), epoch);
  }

  private static LineDecision decision(
      String student, RequestState state, Optional<Instant> changedAt, long version) {
    boolean isRefused = state == RequestState.REFUSED;
    return new LineDecision(
        version,
        new StudentId(student),
        Optional.empty(),
        Optional.empty(),
        state,
        isRefused ? Optional.of(RefusalRule.SECTION_FULL) : Optional.empty(),
        isRefused ? Map.of("capacity", 30, "waitlistLimit", 6) : Map.of(),
        Instant.now(),
        Instant.now(),
        changedAt);
  }

  private void show(String section, long number, LineDecision decision, long epoch) {
    var keys = new LineKeys(new SectionId(section));
    RequestState state = decision.state();
    boolean stays = state == RequestState.ADMITTED || state == RequestState.WAITLISTED;
    var unused =
        redis.execute(
            "EVALSHA",
            Stream.of(
                    List.of(LineScript.UPDATE.digest(epoch), "" + keys.ofShowing().size()),
                    keys.ofShowing(),
                    List.of("" + decision.version(), "30", "1", "0"),
                    List.of("" + number, decision.student().value(), stays ? "1" : "0"),
                    List.of(state == RequestState.WAITLISTED ? "1" : "0", decision.toText()))
                .flatMap(List::stream)
                .toArray(String[]::new));
  }
}
