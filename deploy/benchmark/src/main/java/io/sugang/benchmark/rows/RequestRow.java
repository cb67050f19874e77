package io.sugang.benchmark.rows;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.decision.RequestState;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * A line of the journal.
 *
 * @param number order stamp
 * @param state as the database has it
 * @param reason of a refusal, or {@code null}
 * @param decidedAt or {@code null} while it is undecided
 */
public record RequestRow(
    String section,
    long number,
    String student,
    RequestState state,
    String reason,
    Instant decidedAt) {

  /** Says whether somebody decided about it; setting it aside is no decision. */
  public boolean isDecided() {
    return state != RequestState.WAITING && state != RequestState.QUARANTINED;
  }

  /** Says whether the student could have no seat, however many were free. */
  public boolean isRefusedForTheStudent() {
    return state == RequestState.REFUSED
        && Stream.of(RefusalRule.values())
            .anyMatch(rule -> rule.isOfStudent() && rule.wireName().equals(reason));
  }
}
