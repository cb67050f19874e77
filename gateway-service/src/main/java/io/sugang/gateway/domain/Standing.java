package io.sugang.gateway.domain;

import io.sugang.contract.line.ToldDecision;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** How a request stands. */
public sealed interface Standing {

  /**
   * It is undecided.
   *
   * @param position how many are still ahead; empty while the line can't tell
   * @param acceptedAt when the line took it; empty while nobody can tell
   */
  record Waiting(OptionalLong position, Optional<Instant> acceptedAt) implements Standing {}

  /** It is decided. */
  record Settled(ToldDecision decision) implements Standing {
    @Override
    public Optional<Instant> acceptedAt() {
      return Optional.of(decision.acceptedAt());
    }
  }

  /** When the line took it; empty while nobody can tell. */
  Optional<Instant> acceptedAt();
}
