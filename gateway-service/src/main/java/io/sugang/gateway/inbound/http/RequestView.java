package io.sugang.gateway.inbound.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sugang.contract.line.ToldDecision;
import io.sugang.gateway.application.FindRequests.Found;
import io.sugang.gateway.domain.Standing;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request and where it stands.
 *
 * @param type {@code enroll} or {@code drop}
 * @param letsGo of a drop: the receipt that it lets go
 * @param state {@code waiting}; of an enroll request {@code admitted}, {@code waitlisted}, {@code
 *     refused}, {@code withdrawn} or {@code dropped}; of a drop {@code done} or {@code refused}; of
 *     either {@code quarantined}
 * @param position how many are still ahead, while it waits and the line can tell
 * @param waitSeconds until it is decided, estimated from the pace of the last seconds; on event
 *     streams only
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
    String type,
    Optional<String> letsGo,
    long number,
    Optional<Instant> acceptedAt,
    String state,
    OptionalLong position,
    OptionalLong waitSeconds,
    OptionalLong rank,
    String reason,
    Map<String, Object> facts,
    String message,
    Instant decidedAt,
    Optional<Instant> changedAt) {

  static RequestView of(Found found, Locale locale) {
    return of(found, OptionalLong.empty(), locale);
  }

  static RequestView of(Found found, OptionalLong waitSeconds, Locale locale) {
    return switch (found.standing()) {
      case Standing.Waiting(var position, var acceptedAt, _) ->
          new RequestView(
              found.id(),
              found.section().value(),
              found.type(),
              found.letsGo(),
              found.number().value(),
              acceptedAt,
              "waiting",
              position,
              waitSeconds,
              OptionalLong.empty(),
              null,
              null,
              null,
              null,
              Optional.empty());
      case Standing.Settled(ToldDecision decision, var rank) ->
          new RequestView(
              found.id(),
              found.section().value(),
              found.type(),
              found.letsGo(),
              found.number().value(),
              Optional.of(decision.acceptedAt()),
              decision.state(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              decision.state().equals("waitlisted") ? rank : OptionalLong.empty(),
              decision.reason(),
              decision.reason() == null ? null : decision.facts(),
              message(decision, locale),
              decision.decidedAt(),
              decision.changedAt());
    };
  }

  private static String message(ToldDecision decision, Locale locale) {
    return switch (decision.state()) {
      case "refused" -> Texts.get(locale, "decision." + decision.reason(), decision.facts());
      case "waitlisted" ->
          decision.reason() == null
              ? null
              : Texts.get(locale, "decision.skipped." + decision.reason(), decision.facts());
      case "quarantined" -> Texts.get(locale, "decision.quarantined", Map.of());
      default -> null;
    };
  }
}
