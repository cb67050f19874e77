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
 * @param releases of a drop, or a swap: the receipt that it drops
 * @param source of a swap: the section in which that is
 */
public record Receipt(
    String id,
    SectionId section,
    RequestNumber number,
    OptionalLong position,
    Instant acceptedAt,
    Optional<String> releases,
    Optional<SectionId> source) {

  /** What was asked for. */
  public RequestType type() {
    return RequestType.of(releases.isPresent(), source.isPresent());
  }
}
