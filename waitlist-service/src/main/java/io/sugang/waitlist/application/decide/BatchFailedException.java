package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.RequestNumber;
import java.util.List;

/** A transaction failed for a reason that may lie in what it held. */
public final class BatchFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<RequestNumber> requests;
  private final transient List<RequestNumber> promoted;

  /**
   * @param requests of the line, which it was to decide
   * @param promoted of the waitlist, which it was to give a seat
   */
  BatchFailedException(
      List<RequestNumber> requests, List<RequestNumber> promoted, RuntimeException cause) {
    super(cause.getMessage(), cause);
    this.requests = List.copyOf(requests);
    this.promoted = List.copyOf(promoted);
  }

  List<RequestNumber> requests() {
    return requests;
  }

  List<RequestNumber> promoted() {
    return promoted;
  }

  /** Whether the database said no; else something of ours is wrong. */
  boolean isOfTheDatabase() {
    return getCause() instanceof SectionStore.RefusedException;
  }

  /** Whether trying again certainly does not help. */
  boolean isLasting() {
    return getCause() instanceof SectionStore.RefusedException refused && refused.isLasting();
  }
}
