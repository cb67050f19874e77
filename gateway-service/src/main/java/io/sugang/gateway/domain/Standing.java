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
   * @param letsGo of a drop: the number of the request that it lets go
   */
  record Waiting(OptionalLong position, Optional<Instant> acceptedAt, OptionalLong letsGo)
      implements Standing {}

  /**
   * It is decided.
   *
   * @param rank on the waitlist now, 1 or more; empty if it is not on it or the line can't tell
   */
  record Settled(ToldDecision decision, OptionalLong rank) implements Standing {
    @Override
    public Optional<Instant> acceptedAt() {
      return Optional.of(decision.acceptedAt());
    }

    @Override
    public OptionalLong letsGo() {
      return decision.receipt();
    }
  }

  /** When the line took it; empty while nobody can tell. */
  Optional<Instant> acceptedAt();

  /** Of a drop: the number of the request that it lets go. */
  OptionalLong letsGo();
}
