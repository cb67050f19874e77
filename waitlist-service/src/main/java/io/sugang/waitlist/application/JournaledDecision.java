package io.sugang.waitlist.application;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.Reason;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SwapRequested;
import io.sugang.waitlist.rule.Decided;
import io.sugang.waitlist.rule.Decision;
import io.sugang.waitlist.rule.Section;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A decision as journal and line have it.
 *
 * @param reason why it was refused or quarantined
 * @param facts what is to be known of it, by name
 */
public record JournaledDecision(
    RequestState state, Optional<Reason> reason, Map<String, Object> facts) {

  /** What the rules decided, for the journal. */
  public static JournaledDecision of(Decision decision) {
    return switch (decision) {
      case Decision.Admitted _ -> without(RequestState.ADMITTED, Map.of());
      case Decision.Waitlisted(int rank) -> without(RequestState.WAITLISTED, Map.of("rank", rank));
      case Decision.Refused(var refusal) ->
          new JournaledDecision(RequestState.REFUSED, Optional.of(refusal.rule()), refusal.facts());
      case Decision.Withdrawn _ -> without(RequestState.WITHDRAWN, Map.of());
      case Decision.Released(var held, var releases) ->
          without(RequestState.DONE, Map.of("held", held.wireName(), "releases", releases.value()));
      case Decision.Quarantined(var cause) ->
          new JournaledDecision(RequestState.QUARANTINED, Optional.of(cause), Map.of());
    };
  }

  private static JournaledDecision without(RequestState state, Map<String, Object> facts) {
    return new JournaledDecision(state, Optional.empty(), facts);
  }

  /** As the line shows it. */
  public static LineDecision forLine(Decided decided, Section after, Instant now) {
    JournaledDecision decision = of(decided.decision());
    return new LineDecision(
        after.version(),
        decided.request().student(),
        releasedBy(decided.request()),
        sourceOf(decided.request()),
        decision.state,
        decision.reason,
        decision.facts,
        decided.request().acceptedAt(),
        now,
        Optional.empty());
  }

  /** Of a drop, or a swap: the number of the request that it drops. */
  public static Optional<RequestNumber> releasedBy(LineRequest request) {
    return switch (request) {
      case EnrollRequested _ -> Optional.empty();
      case SwapRequested swap -> Optional.of(swap.releases());
      case DropRequested drop -> Optional.of(drop.releases());
    };
  }

  /** Of a swap: the section in which that is. */
  public static Optional<SectionId> sourceOf(LineRequest request) {
    return request instanceof SwapRequested swap ? Optional.of(swap.source()) : Optional.empty();
  }
}
