package io.sugang.gateway.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a student holds after asking for something.
 *
 * @param position how many are still ahead; empty once decided
 * @param letsGo of a drop: the receipt that it lets go
 */
public record Receipt(
    String id,
    SectionId section,
    RequestNumber number,
    OptionalLong position,
    Instant acceptedAt,
    Optional<String> letsGo) {

  /** What was asked for: {@code enroll} or {@code drop}. */
  public String type() {
    return letsGo.isPresent() ? "drop" : "enroll";
  }
}
