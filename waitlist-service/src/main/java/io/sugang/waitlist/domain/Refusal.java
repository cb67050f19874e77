package io.sugang.waitlist.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import java.util.Map;

/**
 * Why a request was refused, or is passed over on the waitlist: a rule with a stable name, and the
 * facts that it used.
 */
public sealed interface Refusal {

  /** The rule's stable name, as the API and the journal carry it. */
  String rule();

  /** The facts, by name. */
  Map<String, Object> facts();

  /** All seats are taken, and nobody more may wait for one. */
  record SectionFull(int capacity, int waitlistLimit) implements Refusal {
    @Override
    public String rule() {
      return "section-full";
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("capacity", capacity, "waitlistLimit", waitlistLimit);
    }
  }

  /** The student already sits in another section of the course. */
  record CourseAlreadyTaken(SectionId section) implements Refusal {
    @Override
    public String rule() {
      return "course-already-taken";
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("section", section.value());
    }
  }

  /** The student already holds this seat, or waits for it, by an earlier receipt. */
  record DuplicateOf(RequestNumber number) implements Refusal {
    @Override
    public String rule() {
      return "duplicate-of";
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("number", number.value());
    }
  }

  /** What was to be let go has no seat and no place: it was refused, or let go before. */
  record NothingToDrop(RequestNumber receipt) implements Refusal {
    @Override
    public String rule() {
      return "nothing-to-drop";
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of("receipt", receipt.value());
    }
  }

  /** The seat could not be written down; operators look after it. */
  record PromotionFailed() implements Refusal {
    @Override
    public String rule() {
      return "promotion-failed";
    }

    @Override
    public Map<String, Object> facts() {
      return Map.of();
    }
  }
}
