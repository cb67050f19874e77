package io.sugang.contract.message;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import java.util.Optional;

/** A student asks for a seat, whether or not another one is given up for it. */
public sealed interface SeatRequested extends LineRequest permits EnrollRequested, SwapRequested {

  /**
   * A seat in another section.
   *
   * @param wonBy number of the request that won it
   */
  record Source(SectionId section, RequestNumber wonBy) {}

  /** The seat that is given up once this one is won; empty if none is. */
  Optional<Source> gives();
}
