package io.sugang.gateway.domain;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RequestState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Whether a request waits, and where; or what was decided. */
public sealed interface RequestStatus {

  /**
   * It is undecided.
   *
   * @param position how many are still ahead; empty while the line can't tell
   * @param acceptedAt when the line took it; empty while nobody can tell
   * @param releases what it gives up
   */
  record Waiting(OptionalLong position, Optional<Instant> acceptedAt, Optional<Released> releases)
      implements RequestStatus {
    @Override
    public RequestState state() {
      return RequestState.WAITING;
    }
  }

  /**
   * It is decided.
   *
   * @param rank on the waitlist now, 1 or more; empty if it is not on it or the line can't tell
   */
  record Decided(LineDecision decision, OptionalLong rank) implements RequestStatus {
    @Override
    public RequestState state() {
      return decision.state();
    }

    @Override
    public Optional<Instant> acceptedAt() {
      return Optional.of(decision.acceptedAt());
    }

    @Override
    public Optional<Released> releases() {
      return Released.by(decision);
    }
  }

  /** Its state. */
  RequestState state();

  /** When the line took it; empty while nobody can tell. */
  Optional<Instant> acceptedAt();

  /** What it gives up; empty if it gives up nothing. */
  Optional<Released> releases();
}
