package io.sugang.waitlist.rule;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailKind;
import io.sugang.contract.message.SeatRequested;
import io.sugang.contract.message.SeatRequested.Source;
import io.sugang.waitlist.rule.student.Violation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The deciding rules: who of a batch gets a seat, who waits for one, and who of those who wait gets
 * a seat that became free. Plain and repeatable; the same input decides the same.
 */
public final class Admission {

  private Section section;
  private final Facts facts;
  private final Map<StudentId, Seat> seats;
  private final Sources sources;
  private final Map<StudentId, WaitlistEntry> waiting;
  private final NavigableMap<RequestNumber, Holder> eligible;
  private final Set<RequestNumber> withdrawn;
  private int promotionsLeft;

  private final List<Decided> decided = new ArrayList<>();
  private final Map<RequestNumber, SeatTaken> seatsTaken = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> seatsFreed = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> waitlistJoined = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> waitlistLeft = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> promoted = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> dropped = new LinkedHashMap<>();
  private final Map<RequestNumber, Skip> skipped = new LinkedHashMap<>();
  private final Map<RequestNumber, Holder> resumed = new LinkedHashMap<>();
  private final List<Seat> heldBack = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();

  private Admission(Section section, List<LineRequest> batch, Facts facts, int promotions) {
    this.section = section;
    this.facts = facts;
    this.seats = new HashMap<>(facts.seatsInCourse());
    this.sources = new Sources(facts.sources());
    this.waiting = new HashMap<>(facts.waiting());
    this.eligible = new TreeMap<>();
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
    Optional.ofNullable(admission.eligible.get(wonBy))
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
      Notice.of(request, decision).ifPresent(admission.notices::add);
    }
    return admission.outcome();
  }

  /** Requests of the batch whose students drop them in the same batch: their turn never comes. */
  private static Set<RequestNumber> withdrawnIn(List<LineRequest> batch) {
    var students = new HashMap<RequestNumber, StudentId>();
    var withdrawn = new HashSet<RequestNumber>();
    for (LineRequest request : batch) {
      switch (request) {
        case SeatRequested seat -> students.put(seat.number(), seat.student());
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
    for (Candidate candidate : facts.waitlist().known()) {
      if (review(candidate)) {
        eligible.put(candidate.holder().wonBy(), candidate.holder());
      }
    }
  }

  /** Passes over, or ranks again, whoever's case changed; true if nothing is in the way. */
  private boolean review(Candidate candidate) {
    Holder holder = candidate.holder();
    StudentId student = holder.student();
    Optional<Source> gives =
        Optional.ofNullable(waiting.get(student)).flatMap(WaitlistEntry::gives);
    Optional<Refusal> inTheWay =
        sources
            .gone(student, gives)
            .or(() -> courseTaken(student, gives))
            .or(() -> byRules(facts.eligibility().violations(student, gives.map(Source::section))));
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
    waiting.computeIfPresent(holder.student(), (_, place) -> place.skipped(false));
    resumed.put(holder.wonBy(), holder);
  }

  private void skip(Skip skip) {
    section = section.withWaitlisted(skip.hadRank() ? -1 : 0);
    eligible.remove(skip.holder().wonBy());
    resumed.remove(skip.holder().wonBy());
    waiting.computeIfPresent(skip.holder().student(), (_, place) -> place.skipped(true));
    skipped.put(skip.holder().wonBy(), skip);
  }

  /** By number; a seat that nobody before may have goes to whoever may. */
  private void serveWaitlist() {
    Iterator<Holder> next = eligible.values().iterator();
    while (promotionsLeft > 0 && !section.isFull() && next.hasNext()) {
      Holder holder = next.next();
      Optional<SeatPool> seat =
          freeFor(holder.student()).filter(pool -> isTurnOf(holder, pool)).findFirst();
      if (seat.isPresent()) {
        promotionsLeft--;
        next.remove();
        takeSeat(holder, seat.get(), leaveWaitlist(holder).gives());
        promoted.put(holder.wonBy(), holder);
        notices.add(new Notice(holder.wonBy(), holder.student(), MailKind.PROMOTED));
      }
    }
  }

  /** Pools that a student could have a seat of now. */
  private Stream<SeatPool> freeFor(StudentId student) {
    return section.freePools().stream()
        .filter(pool -> pool.isFor(facts.memberships().get(student)));
  }

  private boolean isTurnOf(Holder holder, SeatPool pool) {
    return facts.waitlist().horizon().includes(pool, holder.wonBy());
  }

  /** A free seat may belong to somebody on the waitlist who is not locked yet, or not served. */
  private boolean mustKnowMoreOfWaitlist() {
    Horizon horizon = facts.waitlist().horizon();
    return section.freePools().stream().anyMatch(pool -> !horizon.isComplete(pool))
        || (promotionsLeft == 0
            && eligible.values().stream()
                .anyMatch(holder -> freeFor(holder.student()).findAny().isPresent()));
  }

  private Decision decide(LineRequest request) {
    return switch (request) {
      case SeatRequested seat -> enroll(seat, new Holder(seat.number(), seat.student()));
      case DropRequested drop -> drop(drop, new Holder(drop.releases(), drop.student()));
    };
  }

  private Decision enroll(SeatRequested request, Holder asking) {
    if (!facts.known().contains(asking.student())) {
      return new Decision.Quarantined(DeadLetterCause.UNKNOWN_STUDENT);
    }
    if (withdrawn.contains(asking.wonBy())) {
      return new Decision.Withdrawn();
    }
    Optional<SeatPool> seat = freeFor(asking.student()).findFirst();
    Optional<Refusal> refusal = refusal(request, seat.isPresent());
    if (refusal.isPresent()) {
      return new Decision.Refused(refusal.get());
    }
    if (seat.isPresent()) {
      takeSeat(asking, seat.get(), request.gives());
      return new Decision.Admitted();
    }
    joinWaitlist(asking, request.gives());
    return new Decision.Waitlisted(section.waitlisted());
  }

  /** What the section knows itself comes first: where all is taken, nothing else matters. */
  private Optional<Refusal> refusal(SeatRequested request, boolean hasSeat) {
    StudentId student = request.student();
    Seat held = seats.get(student);
    if (held != null && held.section().equals(section.id())) {
      return Optional.of(new Refusal.DuplicateOf(held.wonBy()));
    }
    WaitlistEntry place = waiting.get(student);
    if (place != null) {
      return Optional.of(new Refusal.DuplicateOf(place.wonBy()));
    }
    if (!hasSeat && section.isWaitlistFull()) {
      return Optional.of(
          section.isFull()
              ? new Refusal.SectionFull(section.capacity(), section.waitlistLimit())
              : Refusal.SeatsReserved.of(section));
    }
    Optional<Source> gives = request.gives();
    return sources
        .gone(student, gives)
        .or(() -> courseTaken(student, gives))
        .or(
            () ->
                byRules(
                    facts
                        .eligibility()
                        .violations(student, gives.map(Source::section), request.acceptedAt())));
  }

  private Optional<Refusal> courseTaken(StudentId student, Optional<Source> gives) {
    return Optional.ofNullable(seats.get(student))
        .filter(seat -> !seat.section().equals(section.id()))
        .filter(seat -> gives.stream().noneMatch(g -> seat.isOf(g.section(), g.wonBy())))
        .map(seat -> new Refusal.CourseAlreadyTaken(seat.section()));
  }

  private static Optional<Refusal> byRules(List<Violation> violations) {
    return violations.isEmpty() ? Optional.empty() : Optional.of(new Refusal.ByRules(violations));
  }

  private Decision drop(DropRequested request, Holder released) {
    if (withdrawn.contains(released.wonBy())) {
      return new Decision.Released(Decision.Held.LINE_PLACE, released.wonBy());
    }
    Seat held = seats.get(released.student());
    if (promoted.remove(released.wonBy(), released)) {
      return leaveInstead(released, held);
    }
    if (held != null && held.isOf(section.id(), released.wonBy())) {
      Swapped swapped = facts.swapped().get(released.wonBy());
      if (swapped != null && request.acceptedAt().isBefore(swapped.at())) {
        return new Decision.Refused(new Refusal.SwappedMeanwhile(swapped.source()));
      }
      freeSeat(released, held);
      dropped.put(released.wonBy(), released);
      serveWaitlist();
      return new Decision.Released(Decision.Held.SEAT, released.wonBy());
    }
    if (isWaiting(released)) {
      leaveWaitlist(released);
      eligible.remove(released.wonBy());
      dropped.put(released.wonBy(), released);
      return new Decision.Released(Decision.Held.WAITLIST_PLACE, released.wonBy());
    }
    return new Decision.Refused(new Refusal.NothingToDrop(released.wonBy()));
  }

  /**
   * Whoever leaves the waitlist by the batch that promotes her leaves it without a seat: another
   * one that was given up for it stays hers.
   */
  private Decision leaveInstead(Holder released, Seat promotedTo) {
    section = section.withTaken(-1, promotedTo.pool());
    seats.remove(released.student());
    seatsTaken.remove(released.wonBy());
    sources.keep(released);
    Optional.ofNullable(facts.seatsInCourse().get(released.student()))
        .ifPresent(kept -> seats.put(released.student(), kept));
    notices.removeIf(notice -> notice.number().equals(released.wonBy()));
    dropped.put(released.wonBy(), released);
    serveWaitlist();
    return new Decision.Released(Decision.Held.WAITLIST_PLACE, released.wonBy());
  }

  private boolean isWaiting(Holder holder) {
    WaitlistEntry known = waiting.get(holder.student());
    return known != null && known.wonBy().equals(holder.wonBy());
  }

  private boolean hasRank(Holder holder) {
    WaitlistEntry known = waiting.get(holder.student());
    return known != null && !known.isSkipped();
  }

  private void takeSeat(Holder holder, SeatPool pool, Optional<Source> gives) {
    gives.ifPresent(source -> sources.giveUp(holder, source));
    section = section.withTaken(1, pool.id());
    seats.put(holder.student(), new Seat(section.id(), holder.wonBy(), pool.id()));
    seatsTaken.put(holder.wonBy(), new SeatTaken(holder, pool.id()));
  }

  private void freeSeat(Holder holder, Seat held) {
    if (facts.releasesAtOnce()) {
      section = section.withTaken(-1, held.pool());
    } else {
      heldBack.add(held);
    }
    seats.remove(holder.student());
    seatsFreed.put(holder.wonBy(), holder);
  }

  private void joinWaitlist(Holder holder, Optional<Source> gives) {
    section = section.withWaitlisted(1);
    waiting.put(holder.student(), new WaitlistEntry(holder.wonBy(), false, gives));
    waitlistJoined.put(holder.wonBy(), holder);
    eligible.put(holder.wonBy(), holder);
  }

  private WaitlistEntry leaveWaitlist(Holder holder) {
    WaitlistEntry left = waiting.remove(holder.student());
    section = section.withWaitlisted(left.isSkipped() ? 0 : -1);
    if (waitlistJoined.remove(holder.wonBy()) == null) {
      waitlistLeft.put(holder.wonBy(), holder);
    }
    return left;
  }

  private Outcome outcome() {
    waitlistLeft.keySet().forEach(skipped::remove);
    waitlistLeft.keySet().forEach(resumed::remove);
    return new Outcome(
        section,
        List.copyOf(decided),
        list(seatsTaken),
        list(seatsFreed),
        List.copyOf(heldBack),
        sources.givenUp(),
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
