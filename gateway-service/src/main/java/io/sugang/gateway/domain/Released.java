package io.sugang.gateway.domain;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SwapRequested;
import java.util.Optional;

/**
 * What a request gives up.
 *
 * @param number of the request that won it
 * @param source the section in which that is, if it is another one; empty of a drop
 */
public record Released(RequestNumber number, Optional<SectionId> source) {

  /** What a request gives up; empty if it gives up nothing. */
  public static Optional<Released> by(LineRequest request) {
    return switch (request) {
      case EnrollRequested _ -> Optional.empty();
      case SwapRequested swap ->
          Optional.of(new Released(swap.releases(), Optional.of(swap.source())));
      case DropRequested drop -> Optional.of(new Released(drop.releases(), Optional.empty()));
    };
  }

  /** What a decided request gives up. */
  static Optional<Released> by(LineDecision decision) {
    return decision.releases().map(number -> new Released(number, decision.source()));
  }
}
