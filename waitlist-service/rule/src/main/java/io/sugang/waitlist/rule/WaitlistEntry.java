package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.message.SeatRequested.Source;
import java.util.Optional;

/**
 * What a student has on the section's waitlist.
 *
 * @param wonBy the request that won it
 * @param isSkipped whether it is passed over, and has no rank
 * @param gives the seat that is given up for one of this section; empty if none is
 */
public record WaitlistEntry(RequestNumber wonBy, boolean isSkipped, Optional<Source> gives) {

  WaitlistEntry skipped(boolean skipped) {
    return new WaitlistEntry(wonBy, skipped, gives);
  }
}
