package io.sugang.waitlist.domain;

import io.sugang.contract.message.LineRequest;

/** A request and what became of it. */
public record Decided(LineRequest request, Decision decision) {

  /** Whether the student's receipt stays the one that a repeat is answered with. */
  public boolean staysLive() {
    return decision instanceof Decision.Admitted;
  }

  /** Whether the student is to be told by mail; a duplicate is no news to anybody. */
  public boolean isMailed() {
    return switch (decision) {
      case Decision.Admitted _ -> true;
      case Decision.Refused(Refusal.DuplicateOf _) -> false;
      case Decision.Refused _ -> true;
      case Decision.Quarantined _ -> false;
    };
  }
}
