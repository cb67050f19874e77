package io.sugang.gateway.inbound.http.requests;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.Reason;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.SectionId;
import io.sugang.gateway.application.find.FindRequests.Found;
import io.sugang.gateway.domain.RequestStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request and its status.
 *
 * @param releases of a drop, or a swap: the receipt that it drops
 * @param source of a swap: the section of the seat that is given up for this one
 * @param state waiting; of a request for a seat admitted, waitlisted, refused, withdrawn or
 *     dropped; of a drop done or refused; of either quarantined
 * @param position how many are still ahead, while it waits and the line can tell
 * @param waitSeconds until it is decided, estimated from the throughput of the last seconds; on
 *     event streams only
 * @param rank on the waitlist, from 1, while it is on it and the line can tell
 * @param reason name of the rule that refused, or that passes over who is waitlisted: it has no
 *     rank then
 * @param facts what the rule used
 * @param message the reason in the caller's language
 * @param changedAt when it was promoted or dropped after its decision
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RequestView(
    String id,
    String section,
    RequestType type,
    Optional<String> releases,
    Optional<String> source,
    long number,
    Optional<Instant> acceptedAt,
    RequestState state,
    OptionalLong position,
    OptionalLong waitSeconds,
    OptionalLong rank,
    Optional<Reason> reason,
    Optional<Map<String, Object>> facts,
    Optional<String> message,
    Optional<Instant> decidedAt,
    Optional<Instant> changedAt) {

  public static RequestView of(Found found, Locale locale) {
    return of(found, OptionalLong.empty(), locale);
  }

  public static RequestView of(Found found, OptionalLong waitSeconds, Locale locale) {
    return switch (found.status()) {
      case RequestStatus.Waiting(var position, var acceptedAt, _) ->
          new RequestView(
              found.id(),
              found.section().value(),
              found.type(),
              found.releases(),
              found.source().map(SectionId::value),
              found.number().value(),
              acceptedAt,
              RequestState.WAITING,
              position,
              waitSeconds,
              OptionalLong.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case RequestStatus.Decided(LineDecision decision, var rank) ->
          new RequestView(
              found.id(),
              found.section().value(),
              found.type(),
              found.releases(),
              found.source().map(SectionId::value),
              found.number().value(),
              Optional.of(decision.acceptedAt()),
              decision.state(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              decision.state() == RequestState.WAITLISTED ? rank : OptionalLong.empty(),
              decision.reason(),
              decision.reason().map(_ -> decision.facts()),
              message(decision, locale),
              Optional.of(decision.decidedAt()),
              decision.changedAt());
    };
  }

  private static Optional<String> message(LineDecision decision, Locale locale) {
    return switch (decision.state()) {
      case REFUSED -> decision.reason().map(why -> DecisionTexts.refused(why, decision, locale));
      case WAITLISTED ->
          decision.reason().map(why -> DecisionTexts.passedOver(why, decision, locale));
      case QUARANTINED -> Optional.of(DecisionTexts.quarantined(locale));
      case DROPPED -> DecisionTexts.dropped(decision, locale);
      case WAITING, ADMITTED, WITHDRAWN, DONE -> Optional.empty();
    };
  }
}
