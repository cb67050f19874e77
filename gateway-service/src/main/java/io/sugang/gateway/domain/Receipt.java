package io.sugang.gateway.domain;

import io.sugang.contract.decision.RequestType;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a student holds after asking for something.
 *
 * @param position how many are still ahead; empty once decided
 * @param releases of a drop: the receipt that it drops
 */
public record Receipt(
    String id,
    SectionId section,
    RequestNumber number,
    OptionalLong position,
    Instant acceptedAt,
    Optional<String> releases) {

  /** What was asked for. */
  public RequestType type() {
    return releases.isPresent() ? RequestType.DROP : RequestType.ENROLL;
  }
}
