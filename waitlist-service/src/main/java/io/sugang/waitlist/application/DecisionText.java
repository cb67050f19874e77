package io.sugang.waitlist.application;

import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Decision;
import io.sugang.waitlist.domain.Section;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A decision in the words of journal and line.
 *
 * @param state as in {@link ToldDecision#state()}
 * @param reason name of the rule that refused, else {@code null}
 * @param facts what is to be known of it
 */
public record DecisionText(String state, String reason, Map<String, Object> facts) {

  /** The words for a decision. */
  public static DecisionText of(Decided decided) {
    return switch (decided.decision()) {
      case Decision.Admitted _ -> new DecisionText("admitted", null, Map.of());
      case Decision.Waitlisted(int rank) ->
          new DecisionText("waitlisted", null, Map.of("rank", rank));
      case Decision.Refused(var refusal) ->
          new DecisionText("refused", refusal.rule(), refusal.facts());
      case Decision.Withdrawn _ -> new DecisionText("withdrawn", null, Map.of());
      case Decision.LetGo(var had, var receipt) ->
          new DecisionText(
              "done",
              null,
              Map.of(
                  "had",
                  switch (had) {
                    case SEAT -> "seat";
                    case WAITLIST_PLACE -> "waitlist-place";
                    case LINE_PLACE -> "line-place";
                  },
                  "receipt",
                  receipt.value()));
      case Decision.Quarantined(var reason) -> new DecisionText("quarantined", reason, Map.of());
    };
  }

  /** As the line tells it. */
  ToldDecision told(Decided decided, Section after, Instant now) {
    return new ToldDecision(
        after.version(),
        decided.request().student(),
        receiptOf(decided.request()),
        state,
        reason,
        facts,
        decided.request().acceptedAt(),
        now,
        Optional.empty());
  }

  /** The number of the request that a drop lets go. */
  public static OptionalLong receiptOf(LineRequest request) {
    return switch (request) {
      case EnrollRequested _ -> OptionalLong.empty();
      case DropRequested drop -> OptionalLong.of(drop.receipt().value());
    };
  }
}
