package io.sugang.waitlist.application.decide;

import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.waitlist.rule.Candidate;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Seat;
import io.sugang.waitlist.rule.SeatPool;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The transaction that decides a batch of one section. */
public interface SectionTransaction extends Transaction {

  /** Locks a section's row, unless another worker holds it, and reads who waits in its journal. */
  Look look(SectionId section, int max);

  /** What a look at a section shows. */
  sealed interface Look {
    /** Another worker holds the section. */
    record Held() implements Look {}

    /**
     * There is no such section.
     *
     * @param undecided requests for it, in number order
     */
    record Missing(List<LineRequest> undecided) implements Look {}

    /**
     * It is locked from now on.
     *
     * @param due whether the waitlist must be looked at, or the line lacks changes
     * @param hasReleased whether seats are to be released, or were given up elsewhere
     * @param hasToReview whether places on the waitlist are to be reviewed before a seat is given
     * @param undecided requests of its journal, in number order
     */
    record Locked(
        Section section,
        boolean due,
        boolean hasReleased,
        boolean hasToReview,
        List<LineRequest> undecided)
        implements Look {}
  }

  /**
   * Seats of the section that nobody holds any more, some at a time: those that are due, and those
   * that its line does not know yet to be given up. Those that are due count as taken no more from
   * now on: whoever takes them writes the section without them.
   */
  List<Released> takeReleased(SectionId section);

  /**
   * A seat that nobody holds any more.
   *
   * @param isDue whether it is released now; if not, it still counts as taken
   * @param isShown whether the section's line shows that it was given up
   */
  record Released(Seat seat, boolean isDue, boolean isShown) {}

  /** Locks the rows of students, in the order of their ids; returns those that exist. */
  Set<StudentId> lock(Collection<StudentId> students);

  /** Which of these students there are, without a lock. */
  Set<StudentId> known(Collection<StudentId> students);

  /** In which cohorts students are who were read; empty if the section keeps no seats. */
  Map<StudentId, Membership> memberships();

  /** Students whose places on the section's waitlist are to be reviewed, some at a time. */
  Set<StudentId> toReview(SectionId section);

  /**
   * The section's waitlist, and these students' places on it, are looked at from now on; whoever
   * makes them due again writes it again. Returns those of the places that may be served.
   *
   * @param students locked
   */
  List<Candidate> takeDue(SectionId section, Set<StudentId> students);

  /** The section's waitlist must be looked at again. */
  void makeDue(SectionId section, Instant now);

  /** Requests whose changed decision the line may not show yet. */
  List<RequestNumber> pendingLineUpdates(SectionId section);

  /**
   * Who has a rank on a section's waitlist and may have a seat of a pool, in its order.
   *
   * @param max how many of each pool
   * @return by pool
   */
  Map<Long, List<Holder>> ranked(SectionId section, List<SeatPool> pools, int max);

  /** The decisions of those requests that are decided already. */
  Map<RequestNumber, LineUpdate> decided(Section section, Collection<RequestNumber> numbers);

  /**
   * What the rules need to know of a batch's students; they must be locked, and what is due be
   * taken: the term's rules are read as of now. If by now somebody else's place is to be reviewed,
   * nobody of the waitlist is known to be first.
   */
  Facts facts(Section section, List<LineRequest> batch, Set<StudentId> students, Waitlist waitlist);

  /** What the section itself has of students, as long as it is locked: theirs in it, no other's. */
  Facts factsOfSection(Section section, Set<StudentId> students);

  /**
   * Writes seats, places, decisions and mail intents, and the section as it stands then.
   *
   * @param section the outcome's, with its next version
   */
  void write(Section section, Outcome outcome, Instant now);

  /** Makes a quarantined request undecided again; false if it is not quarantined. */
  boolean reopen(LineRequest request, Instant now);

  /**
   * Another request of its student for the section that is undecided, or has a seat or a place on
   * the waitlist.
   */
  Optional<RequestNumber> live(SeatRequested request);

  /** Whether its student's request to drop it was decided, while it was not. */
  boolean wasDropped(SeatRequested request);

  /** Keeps a request whose number another one has. */
  void keepClash(LineRequest request, Instant now);
}
