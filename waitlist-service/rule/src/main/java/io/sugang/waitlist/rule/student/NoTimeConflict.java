package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/** Nobody sits in two sections at one time. */
public record NoTimeConflict() implements StudentRule {

  @Override
  public RefusalRule name() {
    return RefusalRule.TIME_CONFLICT;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    return student.seats().stream()
        .sorted(Comparator.comparing(seat -> seat.section().value()))
        .flatMap(
            seat ->
                seat.meetings().stream()
                    .filter(meeting -> offer.meetings().stream().anyMatch(meeting::overlaps))
                    .map(meeting -> facts(seat, meeting)))
        .findFirst();
  }

  private static Map<String, Object> facts(Offer seat, Meeting meeting) {
    return Map.of(
        "section",
        seat.section().value(),
        "day",
        meeting.day(),
        "startsAt",
        meeting.startsAt().toString(),
        "endsAt",
        meeting.endsAt().toString());
  }
}
