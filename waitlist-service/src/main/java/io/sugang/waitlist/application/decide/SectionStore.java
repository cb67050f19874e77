package io.sugang.waitlist.application.decide;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.message.LineRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The writer's sections: their journal, seats, waitlists and mail intents. */
public interface SectionStore {

  /**
   * Something passing was in the way: a deadlock, a lost connection, a writer that is away. Trying
   * again helps.
   */
  final class TryAgainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TryAgainException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** The database refuses what it was given. */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isLasting;

    /**
     * @param isLasting whether a value or a constraint is wrong, so that trying again does not
     *     help; else nobody knows
     */
    public RefusedException(String message, boolean isLasting, Throwable cause) {
      super(message, cause);
      this.isLasting = isLasting;
    }

    /** Whether trying again does not help. */
    public boolean isLasting() {
      return isLasting;
    }
  }

  /**
   * Records requests as undecided; one that is recorded already stays as it is.
   *
   * @return those that are not recorded, because another request has their number
   */
  List<LineRequest> journal(Collection<LineRequest> requests);

  /** Keeps a request whose number another one has. */
  void keepClash(LineRequest request, Instant now);

  /** A request that was kept because another one has its number. */
  Optional<NumberClash> clash(LineRequest request);

  /** Journals such a request under a new number, which its receipt stands for from now on. */
  void renumber(LineRequest request, RequestNumber number);

  /**
   * A request whose number another one has.
   *
   * @param newNumber the number that an operator's replay gave it
   */
  record NumberClash(Optional<RequestNumber> newNumber) {}

  /** Whether a request waits for an operator. */
  boolean isQuarantined(SectionId section, RequestNumber number);

  /** A journaled request. */
  Optional<LineRequest> request(SectionId section, RequestNumber number);

  /**
   * Lets a place on a waitlist be tried again that was passed over because its promotion failed; it
   * is reviewed then.
   */
  void retryPromotion(SectionId section, RequestNumber wonBy);

  /** Whether a writable database answers. */
  boolean isWritable();

  /**
   * The line shows changed decisions, as they were after a section's version.
   *
   * @param numbers of the requests
   */
  void lineUpdated(SectionId section, long version, Collection<RequestNumber> numbers);

  /**
   * Sections with requests that were accepted before an instant and are undecided, and those whose
   * waitlist is due or whose changes the line does not show yet.
   */
  Set<SectionId> waitingSince(Instant acceptedBefore);

  /** Every section's id. */
  Set<SectionId> sections();

  /** Begins a transaction, READ COMMITTED. */
  SectionTransaction begin();
}
