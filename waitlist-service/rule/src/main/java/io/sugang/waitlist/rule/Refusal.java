package io.sugang.waitlist.rule;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.decision.Reason;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.rule.student.FactText;
import io.sugang.waitlist.rule.student.Violation;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request was refused, or is passed over on the waitlist: a rule with a stable name, and the
 * facts that it used.
 */
public sealed interface Refusal {

  /** The rule, as the API and the journal carry it. */
  Reason rule();

  /** The facts, by name. */
  Map<String, Object> facts();

  /** All seats are taken, and nobody more may wait for one. */
  record SectionFull(int capacity, int waitlistLimit) implements Refusal {
    @Override
    public Reason rule() {
      return RefusalRule.SECTION_FULL;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("capacity", capacity, "waitlistLimit", waitlistLimit);
    }
  }

  /**
   * All seats that are free are kept for others, and nobody more may wait for one.
   *
   * @param reserved seats that are free, all of them kept
   * @param cohorts for whom
   * @param until when the first of them are open to everybody
   */
  record SeatsReserved(int reserved, List<String> cohorts, ZonedDateTime until, int waitlistLimit)
      implements Refusal {

    public SeatsReserved {
      cohorts = List.copyOf(cohorts);
    }

    static SeatsReserved of(Section section) {
      List<Reserve> kept =
          section.reserves().stream().filter(reserve -> reserve.free() > 0).toList();
      return new SeatsReserved(
          section.capacity() - section.taken(),
          kept.stream().map(reserve -> reserve.cohort().code()).sorted().toList(),
          kept.stream().map(Reserve::until).min(ZonedDateTime::compareTo).orElseThrow(),
          section.waitlistLimit());
    }

    @Override
    public Reason rule() {
      return RefusalRule.SEATS_RESERVED;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of(
          "reserved",
          reserved,
          "cohorts",
          FactText.names(cohorts),
          "until",
          FactText.time(until),
          "waitlistLimit",
          waitlistLimit);
    }
  }

  /** The student already sits in another section of the course. */
  record CourseAlreadyTaken(SectionId section) implements Refusal {
    @Override
    public Reason rule() {
      return RefusalRule.COURSE_ALREADY_TAKEN;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("section", section.value());
    }
  }

  /**
   * A seat would break student rules.
   *
   * @param violations one or more, in the rule book's order; the first one is told first
   */
  record ByRules(List<Violation> violations) implements Refusal {

    /** The name of the fact that lists the other rules. */
    private static final String ALSO = "also";

    public ByRules {
      violations = List.copyOf(violations);
    }

    @Override
    public Reason rule() {
      return violations.getFirst().rule();
    }

    @Override
    public Map<String, Object> facts() {
      var facts = new HashMap<>(violations.getFirst().facts());
      if (violations.size() > 1) {
        facts.put(ALSO, violations.stream().skip(1).map(other -> facts(other)).toList());
      }
      return facts;
    }

    private static Map<String, Object> facts(Violation violation) {
      var facts = new HashMap<>(violation.facts());
      facts.put("rule", violation.rule().wireName());
      return facts;
    }
  }

  /** The student already holds this seat, or waits for it, by an earlier receipt. */
  record DuplicateOf(RequestNumber number) implements Refusal {
    @Override
    public Reason rule() {
      return RefusalRule.DUPLICATE_OF;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("number", number.value());
    }
  }

  /** The seat that was to be given up is the student's no more. */
  record SwapSourceGone(SectionId section) implements Refusal {
    @Override
    public Reason rule() {
      return RefusalRule.SWAP_SOURCE_GONE;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("section", section.value());
    }
  }

  /**
   * The student asked to drop a swap before it won the seat, for which she gave up another one
   * meanwhile: without this one she would have neither.
   *
   * @param source section of the seat that she gave up
   */
  record SwappedMeanwhile(SectionId source) implements Refusal {
    @Override
    public Reason rule() {
      return RefusalRule.SWAPPED_MEANWHILE;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("source", source.value());
    }
  }

  /** What was to be dropped has no seat and no place: it was refused, or dropped before. */
  record NothingToDrop(RequestNumber releases) implements Refusal {
    @Override
    public Reason rule() {
      return RefusalRule.NOTHING_TO_DROP;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("releases", releases.value());
    }
  }

  /** The seat could not be written down; operators look after it. */
  record PromotionFailed() implements Refusal {
    @Override
    public Reason rule() {
      return DeadLetterCause.PROMOTION_FAILED;
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of();
    }
  }
}
