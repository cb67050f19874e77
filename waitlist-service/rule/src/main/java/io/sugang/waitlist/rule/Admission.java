package io.sugang.waitlist.rule;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailKind;
import io.sugang.waitlist.rule.student.Violation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The deciding rules: who of a batch gets a seat, who waits for one, and who of those who wait gets
 * a seat that became free. Plain and repeatable; the same input decides the same.
 */
public final class Admission {

  private Section section;
  private final Facts facts;
  private final Map<StudentId, Seat> seats;
  private final Map<StudentId, WaitlistEntry> waiting;
  private final Deque<Holder> eligible;
  private final Set<RequestNumber> withdrawn;
  private int promotionsLeft;

  private final List<Decided> decided = new ArrayList<>();
  private final Map<RequestNumber, Holder> seatsTaken = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> seatsFreed = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> waitlistJoined = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> waitlistLeft = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> promoted = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> dropped = new LinkedHashMap<>();
  private final Map<RequestNumber, Skip> skipped = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> resumed = new LinkedHashMap<>();
  private final List<Notice> notices = new ArrayList<>();

  private Admission(Section section, List<LineRequest> batch, Facts facts, int promotions) {
    this.section = section;
    this.facts = facts;
    this.seats = new HashMap<>(facts.seatsInCourse());
    this.waiting = new HashMap<>(facts.waiting());
    this.eligible = new ArrayDeque<>();
    this.withdrawn = withdrawnIn(batch);
    this.promotionsLeft = promotions;
  }

  /**
   * Serves the waitlist, then decides requests of one section, one after another; a seat that is
   * released meanwhile goes to the waitlist before the next request is looked at.
   *
   * @param section as it stands under its lock
   * @param batch in number order
   * @param facts about every student of the batch
   */
  public static Outcome decide(Section section, List<LineRequest> batch, Facts facts) {
    return decide(section, batch, facts, Integer.MAX_VALUE);
  }

  /**
   * Decides without serving the waitlist: as far as no seat is free that somebody on it may get.
   */
  public static Outcome decideOnly(Section section, List<LineRequest> batch, Facts facts) {
    return decide(section, batch, facts, 0);
  }

  /** Gives a free seat to the first of the waitlist, and does nothing else. */
  public static Outcome serveOne(Section section, Facts facts) {
    return decide(section, List.of(), facts, 1);
  }

  /** Passes over whoever won a place on the waitlist, if that could have a seat now. */
  public static Outcome setAside(Section section, RequestNumber wonBy, Facts facts) {
    var admission = new Admission(section, List.of(), facts, 0);
    admission.changeEligibility();
    admission.eligible.stream()
        .filter(holder -> holder.wonBy().equals(wonBy))
        .findFirst()
        .ifPresent(
            holder ->
                admission.skip(
                    new Skip(holder, new Refusal.PromotionFailed(), admission.hasRank(holder))));
    return admission.outcome();
  }

  private static Outcome decide(
      Section section, List<LineRequest> batch, Facts facts, int promotions) {
    var admission = new Admission(section, batch, facts, promotions);
    admission.changeEligibility();
    admission.serveWaitlist();
    for (LineRequest request : batch) {
      if (admission.mustKnowMoreOfWaitlist()) {
        break;
      }
      Decision decision = admission.decide(request);
      admission.decided.add(new Decided(request, decision));
      admission.notice(request, decision);
    }
    return admission.outcome();
  }

  /** Requests of the batch whose students drop them in the same batch: their turn never comes. */
  private static Set<RequestNumber> withdrawnIn(List<LineRequest> batch) {
    var students = new HashMap<RequestNumber, StudentId>();
    var withdrawn = new HashSet<RequestNumber>();
    for (LineRequest request : batch) {
      switch (request) {
        case EnrollRequested enroll -> students.put(enroll.number(), enroll.student());
        case DropRequested drop -> {
          if (drop.student().equals(students.get(drop.releases()))) {
            withdrawn.add(drop.releases());
          }
        }
      }
    }
    return withdrawn;
  }

  /** Who can't take a seat keeps the place without a rank; who can again gets the rank back. */
  private void changeEligibility() {
    for (Candidate candidate : facts.waitlist().first()) {
      if (review(candidate)) {
        eligible.addLast(candidate.holder());
      }
    }
    for (Candidate candidate : facts.waitlist().others()) {
      var unused = review(candidate);
    }
  }

  /** Passes over, or ranks again, whoever's case changed; true if nothing is in the way. */
  private boolean review(Candidate candidate) {
    Holder holder = candidate.holder();
    Optional<Refusal> inTheWay =
        courseTaken(holder.student())
            .or(() -> byRules(facts.eligibility().violations(holder.student())));
    if (inTheWay.isEmpty()) {
      if (!candidate.hasRank()) {
        resume(holder);
      }
      return true;
    }
    // Whoever was passed over already is told what is in the way now.
    skip(new Skip(holder, inTheWay.get(), candidate.hasRank()));
    return false;
  }

  private void resume(Holder holder) {
    section = section.withWaitlisted(1);
    waiting.put(holder.student(), new WaitlistEntry(holder.wonBy(), false));
    resumed.put(holder.wonBy(), holder);
  }

  private void skip(Skip skip) {
    section = section.withWaitlisted(skip.hadRank() ? -1 : 0);
    eligible.remove(skip.holder());
    resumed.remove(skip.holder().wonBy());
    waiting.put(skip.holder().student(), new WaitlistEntry(skip.holder().wonBy(), true));
    skipped.put(skip.holder().wonBy(), skip);
  }

  private void serveWaitlist() {
    while (promotionsLeft > 0 && !section.isFull() && !eligible.isEmpty()) {
      promotionsLeft--;
      Holder first = eligible.removeFirst();
      leaveWaitlist(first);
      takeSeat(first);
      promoted.put(first.wonBy(), first);
      notices.add(new Notice(first.wonBy(), first.student(), MailKind.PROMOTED));
    }
  }

  /** A free seat may belong to somebody on the waitlist who is not locked yet. */
  private boolean mustKnowMoreOfWaitlist() {
    return !section.isFull() && (!eligible.isEmpty() || !facts.waitlist().complete());
  }

  private Decision decide(LineRequest request) {
    return switch (request) {
      case EnrollRequested enroll ->
          enroll(new Holder(enroll.number(), enroll.student()), enroll.acceptedAt());
      case DropRequested drop -> drop(new Holder(drop.releases(), drop.student()));
    };
  }

  private Decision enroll(Holder asking, Instant acceptedAt) {
    if (!facts.known().contains(asking.student())) {
      return new Decision.Quarantined(DeadLetterCause.UNKNOWN_STUDENT);
    }
    if (withdrawn.contains(asking.wonBy())) {
      return new Decision.Withdrawn();
    }
    Optional<Refusal> refusal = refusal(asking.student(), acceptedAt);
    if (refusal.isPresent()) {
      return new Decision.Refused(refusal.get());
    }
    if (!section.isFull()) {
      takeSeat(asking);
      return new Decision.Admitted();
    }
    joinWaitlist(asking);
    return new Decision.Waitlisted(section.waitlisted());
  }

  /** What the section knows itself comes first: where all is taken, nothing else matters. */
  private Optional<Refusal> refusal(StudentId student, Instant acceptedAt) {
    Seat held = seats.get(student);
    if (held != null && held.section().equals(section.id())) {
      return Optional.of(new Refusal.DuplicateOf(held.wonBy()));
    }
    WaitlistEntry place = waiting.get(student);
    if (place != null) {
      return Optional.of(new Refusal.DuplicateOf(place.wonBy()));
    }
    if (section.isFull() && section.isWaitlistFull()) {
      return Optional.of(new Refusal.SectionFull(section.capacity(), section.waitlistLimit()));
    }
    return courseTaken(student)
        .or(() -> byRules(facts.eligibility().violations(student, acceptedAt)));
  }

  private Optional<Refusal> courseTaken(StudentId student) {
    return Optional.ofNullable(seats.get(student))
        .filter(seat -> !seat.section().equals(section.id()))
        .map(seat -> new Refusal.CourseAlreadyTaken(seat.section()));
  }

  private static Optional<Refusal> byRules(List<Violation> violations) {
    return violations.isEmpty() ? Optional.empty() : Optional.of(new Refusal.ByRules(violations));
  }

  private Decision drop(Holder released) {
    if (withdrawn.contains(released.wonBy())) {
      return new Decision.Released(Decision.Held.LINE_PLACE, released.wonBy());
    }
    if (new Seat(section.id(), released.wonBy()).equals(seats.get(released.student()))) {
      freeSeat(released);
      dropped.put(released.wonBy(), released);
      serveWaitlist();
      return new Decision.Released(Decision.Held.SEAT, released.wonBy());
    }
    if (isWaiting(released)) {
      leaveWaitlist(released);
      eligible.remove(released);
      dropped.put(released.wonBy(), released);
      return new Decision.Released(Decision.Held.WAITLIST_PLACE, released.wonBy());
    }
    return new Decision.Refused(new Refusal.NothingToDrop(released.wonBy()));
  }

  private boolean isWaiting(Holder holder) {
    WaitlistEntry known = waiting.get(holder.student());
    return known != null && known.wonBy().equals(holder.wonBy());
  }

  private boolean hasRank(Holder holder) {
    WaitlistEntry known = waiting.get(holder.student());
    return known != null && !known.isSkipped();
  }

  private void takeSeat(Holder holder) {
    section = section.withTaken(1);
    seats.put(holder.student(), new Seat(section.id(), holder.wonBy()));
    seatsTaken.put(holder.wonBy(), holder);
  }

  private void freeSeat(Holder holder) {
    section = section.withTaken(-1);
    seats.remove(holder.student());
    if (seatsTaken.remove(holder.wonBy()) == null) {
      seatsFreed.put(holder.wonBy(), holder);
    }
  }

  private void joinWaitlist(Holder holder) {
    section = section.withWaitlisted(1);
    waiting.put(holder.student(), new WaitlistEntry(holder.wonBy(), false));
    waitlistJoined.put(holder.wonBy(), holder);
    if (facts.waitlist().complete()) {
      eligible.addLast(holder);
    }
  }

  private void leaveWaitlist(Holder holder) {
    WaitlistEntry known = waiting.remove(holder.student());
    section = section.withWaitlisted(known != null && known.isSkipped() ? 0 : -1);
    if (waitlistJoined.remove(holder.wonBy()) == null) {
      waitlistLeft.put(holder.wonBy(), holder);
    }
  }

  /**
   * A duplicate, or a drop of nothing, is no news to anybody; a quarantined request is not decided.
   */
  private void notice(LineRequest request, Decision decision) {
    Optional<MailKind> kind =
        switch (decision) {
          case Decision.Admitted _ -> Optional.of(MailKind.ADMITTED);
          case Decision.Waitlisted _ -> Optional.of(MailKind.WAITLISTED);
          case Decision.Refused(Refusal.DuplicateOf _), Decision.Refused(Refusal.NothingToDrop _) ->
              Optional.empty();
          case Decision.Refused _ -> Optional.of(MailKind.REFUSED);
          case Decision.Released(var held, _) ->
              Optional.of(
                  switch (held) {
                    case SEAT -> MailKind.DROPPED;
                    case WAITLIST_PLACE -> MailKind.LEFT;
                    case LINE_PLACE -> MailKind.WITHDRAWN;
                  });
          case Decision.Withdrawn _, Decision.Quarantined _ -> Optional.empty();
        };
    kind.ifPresent(k -> notices.add(new Notice(request.number(), request.student(), k)));
  }

  private Outcome outcome() {
    dropped.keySet().forEach(promoted::remove);
    waitlistLeft.keySet().forEach(skipped::remove);
    waitlistLeft.keySet().forEach(resumed::remove);
    return new Outcome(
        section,
        List.copyOf(decided),
        list(seatsTaken),
        list(seatsFreed),
        list(waitlistJoined),
        list(waitlistLeft),
        list(promoted),
        list(dropped),
        list(skipped),
        list(resumed),
        List.copyOf(notices),
        mustKnowMoreOfWaitlist());
  }

  private static <T> List<T> list(Map<RequestNumber, T> byNumber) {
    Collection<T> values = byNumber.values();
    return List.copyOf(values);
  }
}
