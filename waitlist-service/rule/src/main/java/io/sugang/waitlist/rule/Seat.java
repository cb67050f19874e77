package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;

/**
 * A seat that a student holds, and the request that won it.
 *
 * @param pool the id of the {@link SeatPool} that it was taken of
 */
public record Seat(SectionId section, RequestNumber wonBy, long pool) {

  boolean isOf(SectionId other, RequestNumber number) {
    return section.equals(other) && wonBy.equals(number);
  }
}
