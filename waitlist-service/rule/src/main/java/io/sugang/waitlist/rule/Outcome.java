package io.sugang.waitlist.rule;

import io.sugang.contract.id.StudentId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a batch came to. The lists of seats and places hold what is left when all is done: who won
 * and dropped in one batch is in none of them.
 *
 * @param section as it stands afterwards, with its version as it was
 * @param decided requests in number order; the batch, or its beginning if somebody on the waitlist
 *     must be locked before it can go on
 * @param seatsTaken to be written
 * @param seatsFreed to be deleted
 * @param heldBack seats of this one that count as taken until they are released
 * @param givenUp seats of other sections that are given up for seats of this one
 * @param waitlistJoined places to be written
 * @param waitlistLeft places to be deleted
 * @param promoted requests decided before as waitlisted that have a seat now
 * @param dropped requests that had a seat or a place and have it no more
 * @param skipped places that lost their rank
 * @param resumed places that have it again
 * @param notices to be mailed
 * @param waitlistIsDue whether a free seat may belong to somebody on the waitlist
 */
public record Outcome(
    Section section,
    List<Decided> decided,
    List<SeatTaken> seatsTaken,
    List<Holder> seatsFreed,
    List<Seat> heldBack,
    List<GivenUp> givenUp,
    List<Holder> waitlistJoined,
    List<Holder> waitlistLeft,
    List<Holder> promoted,
    List<Holder> dropped,
    List<Skip> skipped,
    List<Holder> resumed,
    List<Notice> notices,
    boolean waitlistIsDue) {

  /** Whether nothing is to be written. */
  public boolean isEmpty() {
    return decided.isEmpty() && promoted.isEmpty() && skipped.isEmpty() && resumed.isEmpty();
  }

  /**
   * Students whose places on other waitlists may be eligible no more, or again.
   *
   * @param countsPlaces whether places count as seats do
   */
  public Set<StudentId> moved(boolean countsPlaces) {
    var moved = new HashSet<StudentId>();
    seatsTaken.forEach(seat -> moved.add(seat.holder().student()));
    seatsFreed.forEach(holder -> moved.add(holder.student()));
    givenUp.forEach(seat -> moved.add(seat.student()));
    if (countsPlaces) {
      for (List<Holder> holders : List.of(waitlistJoined, waitlistLeft, resumed)) {
        holders.forEach(holder -> moved.add(holder.student()));
      }
      skipped.stream().filter(Skip::hadRank).forEach(skip -> moved.add(skip.holder().student()));
    }
    return moved;
  }

  /** Decisions that change nothing of the section. */
  public static Outcome of(Section section, List<Decided> decided) {
    return new Outcome(
        section,
        List.copyOf(decided),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false);
  }
}
