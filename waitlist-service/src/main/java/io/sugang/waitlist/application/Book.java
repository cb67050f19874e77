package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Facts;
import io.sugang.waitlist.domain.Outcome;
import io.sugang.waitlist.domain.Place;
import io.sugang.waitlist.domain.Section;
import io.sugang.waitlist.domain.Waitlist;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The office's book on the writer endpoint: journal, seats and mail intents. */
public interface Book {

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

  /** The book refuses what it was given. */
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
   * Lets a place on a waitlist be tried again that was passed over because its promotion failed;
   * the section is due then.
   */
  void retryPromotion(SectionId section, RequestNumber wonBy, Instant now);

  /** Whether a writable database answers. */
  boolean isWritable();

  /** Looks at a section without locks, at up to {@code max} of its undecided requests. */
  Look look(SectionId section, int max);

  /**
   * What a look at a section shows; all of it may have changed a moment later.
   *
   * @param undecided in number order
   * @param exists whether the office has the section
   * @param free seats that nobody has
   * @param waitlisted students on the waitlist
   * @param due whether the waitlist must be looked at, or the line must be told of changes
   */
  record Look(List<LineRequest> undecided, boolean exists, int free, int waitlisted, boolean due) {}

  /** Students on a section's waitlist who could take a seat, in rank order. */
  List<Place> eligible(SectionId section, int max);

  /**
   * The line was told of changed decisions, as they were after a section's version.
   *
   * @param numbers of the requests
   */
  void told(SectionId section, long version, Collection<RequestNumber> numbers);

  /**
   * Sections with requests that were accepted before an instant and are undecided, and those whose
   * waitlist is due or whose changes are untold.
   */
  Set<SectionId> waitingSince(Instant acceptedBefore);

  /** Every section's id. */
  Set<SectionId> sections();

  /** Begins a transaction, READ COMMITTED. */
  Entry begin();

  /** One transaction. Closing it without a commit takes everything back. */
  interface Entry extends AutoCloseable {

    /** Changes of eligibility that are made in one transaction, at most. */
    int CHANGES_AT_ONCE = 100;

    /**
     * Locks a section's row, or returns nothing at once if another worker holds it or there is
     * none.
     */
    Optional<Locked> lock(SectionId section);

    /**
     * A section under its lock.
     *
     * @param due whether its waitlist must be looked at
     */
    record Locked(Section section, boolean due) {}

    /** Locks the rows of students, in the order of their ids; returns those that exist. */
    Set<StudentId> lock(Collection<StudentId> students);

    /**
     * The section's waitlist is being looked at now; whoever makes it due again writes it again.
     */
    void takeDue(SectionId section);

    /** The section's waitlist must be looked at again. */
    void makeDue(SectionId section, Instant now);

    /** Requests whose changed decision the line may not have been told of. */
    List<RequestNumber> untold(SectionId section);

    /** Who is on the waitlist, has a rank, and can't take a seat; or is skipped, and can. */
    Waitlist changedEligibility(SectionId section);

    /** As {@link Book#eligible}, within the transaction. */
    List<Place> eligible(SectionId section, int max);

    /** Undecided requests of a section, in number order. */
    List<LineRequest> undecided(SectionId section, int max);

    /** The decisions of those requests that are decided already. */
    Map<RequestNumber, Settlement> settled(Section section, Collection<RequestNumber> numbers);

    /** What the rules need to know of students; they must be locked. */
    Facts facts(Section section, Set<StudentId> students, Waitlist waitlist);

    /**
     * Writes seats, places, decisions and mail intents, and the section as it stands then.
     *
     * @param section the outcome's, with its next version
     */
    void write(Section section, Outcome outcome, Instant now);

    /** Keeps a request whose number another one has. */
    void keepClash(LineRequest request, Instant now);

    /**
     * Makes it true. If the outcome is unknown, the next look at the section, under its lock,
     * tells.
     */
    void commit();

    @Override
    void close();
  }
}
