package io.sugang.waitlist.application;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Facts;
import io.sugang.waitlist.domain.Section;
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

  /**
   * The book refuses what it was given: a value or a constraint is wrong. Trying again does not
   * help.
   */
  final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Records requests as undecided; one that is recorded already stays as it is. */
  void journal(Collection<LineRequest> requests);

  /** Whether a writable database answers. */
  boolean isWritable();

  /** Undecided requests of a section, in number order. */
  List<LineRequest> undecided(SectionId section, int max);

  /** Sections with requests that were accepted before an instant and are undecided. */
  Set<SectionId> waitingSince(Instant acceptedBefore);

  /** Every section's id. */
  Set<SectionId> sections();

  /** Begins a transaction, READ COMMITTED. */
  Entry begin();

  /** One transaction. Closing it without a commit takes everything back. */
  interface Entry extends AutoCloseable {

    /**
     * Locks a section's row, or returns nothing at once if another worker holds it or there is
     * none.
     */
    Optional<Section> lock(SectionId section);

    /** Whether the office has a section. */
    boolean has(SectionId section);

    /** Locks the rows of students, in the order of their ids; returns those that exist. */
    Set<StudentId> lock(Collection<StudentId> students);

    /** As {@link Book#undecided}, within the transaction. */
    List<LineRequest> undecided(SectionId section, int max);

    /** The decisions of those requests that are decided already. */
    Map<RequestNumber, Settlement> settled(SectionId section, Collection<RequestNumber> numbers);

    /** What the rules need to know of students; they must be locked. */
    Facts facts(Section section, Set<StudentId> students);

    /** Writes seats, decisions and mail intents, and the section as it stands then. */
    void write(Section section, List<Decided> decided, Instant now);

    /**
     * Makes it true. If the outcome is unknown, the next look at the section, under its lock,
     * tells.
     */
    void commit();

    @Override
    void close();
  }
}
