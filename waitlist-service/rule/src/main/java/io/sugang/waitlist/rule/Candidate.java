package io.sugang.waitlist.rule;

import io.sugang.contract.decision.Reason;
import java.util.Optional;

/**
 * Somebody on the waitlist whose turn may come.
 *
 * @param hasRank whether it is not passed over
 * @param passedOverFor why it is, if it is and that was told
 */
public record Candidate(Holder holder, boolean hasRank, Optional<Reason> passedOverFor) {

  /** Somebody with a rank. */
  public static Candidate ranked(Holder holder) {
    return new Candidate(holder, true, Optional.empty());
  }
}
