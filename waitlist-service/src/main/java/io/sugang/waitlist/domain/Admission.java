package io.sugang.waitlist.domain;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
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
  private final Map<StudentId, WaitlistPlace> waiting;
  private final Deque<Place> eligible;
  private final Set<RequestNumber> withdrawn;
  private int promotionsLeft;

  private final List<Decided> decided = new ArrayList<>();
  private final Map<RequestNumber, Place> seatsTaken = new LinkedHashMap<>();
  private final Map<RequestNumber, Place> seatsFreed = new LinkedHashMap<>();
  private final Map<RequestNumber, Place> waitlistJoined = new LinkedHashMap<>();
  private final Map<RequestNumber, Place> waitlistLeft = new LinkedHashMap<>();
  private final Map<RequestNumber, Place> promoted = new LinkedHashMap<>();
  private final Map<RequestNumber, Place> dropped = new LinkedHashMap<>();
  private final Map<RequestNumber, Skip> skipped = new LinkedHashMap<>();
  private final Map<RequestNumber, Place> resumed = new LinkedHashMap<>();
  private final List<Notice> notices = new ArrayList<>();

  private Admission(Section section, List<LineRequest> batch, Facts facts, int promotions) {
    this.section = section;
    this.facts = facts;
    this.seats = new HashMap<>(facts.seatsInCourse());
    this.waiting = new HashMap<>(facts.waiting());
    this.eligible = new ArrayDeque<>(facts.waitlist().eligible());
    this.withdrawn = withdrawnIn(batch);
    this.promotionsLeft = promotions;
  }

  /**
   * Serves the waitlist, then decides requests of one section, one after another; a seat that is
   * let go meanwhile goes to the waitlist before the next request is looked at.
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
    facts.waitlist().eligible().stream()
        .filter(place -> place.wonBy().equals(wonBy))
        .findFirst()
        .ifPresent(
            place ->
                admission.skip(
                    new Skip(place, new Refusal.PromotionFailed(), admission.hasRank(place))));
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

  /** Requests of the batch whose students let them go in the same batch: their turn never comes. */
  private static Set<RequestNumber> withdrawnIn(List<LineRequest> batch) {
    var students = new HashMap<RequestNumber, StudentId>();
    var withdrawn = new HashSet<RequestNumber>();
    for (LineRequest request : batch) {
      switch (request) {
        case EnrollRequested enroll -> students.put(enroll.number(), enroll.student());
        case DropRequested drop -> {
          if (drop.student().equals(students.get(drop.receipt()))) {
            withdrawn.add(drop.receipt());
          }
        }
      }
    }
    return withdrawn;
  }

  /** Who can't take a seat keeps the place without a rank; who can again gets the rank back. */
  private void changeEligibility() {
    facts.waitlist().toResume().forEach(this::resume);
    facts.waitlist().toSkip().forEach(this::skip);
  }

  private void resume(Place place) {
    section = section.withWaitlisted(1);
    waiting.put(place.student(), new WaitlistPlace(place.wonBy(), false));
    resumed.put(place.wonBy(), place);
  }

  private void skip(Skip skip) {
    section = section.withWaitlisted(skip.hadRank() ? -1 : 0);
    eligible.remove(skip.place());
    resumed.remove(skip.place().wonBy());
    waiting.put(skip.place().student(), new WaitlistPlace(skip.place().wonBy(), true));
    skipped.put(skip.place().wonBy(), skip);
  }

  private void serveWaitlist() {
    while (promotionsLeft > 0 && !section.isFull() && !eligible.isEmpty()) {
      promotionsLeft--;
      Place first = eligible.removeFirst();
      leaveWaitlist(first);
      takeSeat(first);
      promoted.put(first.wonBy(), first);
      notices.add(new Notice(first.wonBy(), first.student(), Notice.Kind.PROMOTED));
    }
  }

  /** A free seat may belong to somebody on the waitlist who is not locked yet. */
  private boolean mustKnowMoreOfWaitlist() {
    return !section.isFull() && (!eligible.isEmpty() || !facts.waitlist().complete());
  }

  private Decision decide(LineRequest request) {
    return switch (request) {
      case EnrollRequested enroll -> enroll(new Place(enroll.number(), enroll.student()));
      case DropRequested drop -> drop(new Place(drop.receipt(), drop.student()));
    };
  }

  private Decision enroll(Place wish) {
    if (!facts.known().contains(wish.student())) {
      return new Decision.Quarantined("unknown-student");
    }
    if (withdrawn.contains(wish.wonBy())) {
      return new Decision.Withdrawn();
    }
    Optional<Refusal> conflict = conflict(wish.student());
    if (conflict.isPresent()) {
      return new Decision.Refused(conflict.get());
    }
    if (!section.isFull()) {
      takeSeat(wish);
      return new Decision.Admitted();
    }
    if (section.isWaitlistFull()) {
      return new Decision.Refused(
          new Refusal.SectionFull(section.capacity(), section.waitlistLimit()));
    }
    joinWaitlist(wish);
    return new Decision.Waitlisted(section.waitlisted());
  }

  private Optional<Refusal> conflict(StudentId student) {
    Seat held = seats.get(student);
    if (held != null) {
      return Optional.of(
          held.section().equals(section.id())
              ? new Refusal.DuplicateOf(held.wonBy())
              : new Refusal.CourseAlreadyTaken(held.section()));
    }
    return Optional.ofNullable(waiting.get(student))
        .map(place -> new Refusal.DuplicateOf(place.wonBy()));
  }

  private Decision drop(Place letGo) {
    if (withdrawn.contains(letGo.wonBy())) {
      return new Decision.LetGo(Decision.Had.LINE_PLACE, letGo.wonBy());
    }
    if (new Seat(section.id(), letGo.wonBy()).equals(seats.get(letGo.student()))) {
      freeSeat(letGo);
      dropped.put(letGo.wonBy(), letGo);
      serveWaitlist();
      return new Decision.LetGo(Decision.Had.SEAT, letGo.wonBy());
    }
    if (isWaiting(letGo)) {
      leaveWaitlist(letGo);
      eligible.remove(letGo);
      dropped.put(letGo.wonBy(), letGo);
      return new Decision.LetGo(Decision.Had.WAITLIST_PLACE, letGo.wonBy());
    }
    return new Decision.Refused(new Refusal.NothingToDrop(letGo.wonBy()));
  }

  private boolean isWaiting(Place place) {
    WaitlistPlace known = waiting.get(place.student());
    return known != null && known.wonBy().equals(place.wonBy());
  }

  private boolean hasRank(Place place) {
    WaitlistPlace known = waiting.get(place.student());
    return known != null && !known.isSkipped();
  }

  private void takeSeat(Place place) {
    section = section.withTaken(1);
    seats.put(place.student(), new Seat(section.id(), place.wonBy()));
    seatsTaken.put(place.wonBy(), place);
  }

  private void freeSeat(Place place) {
    section = section.withTaken(-1);
    seats.remove(place.student());
    if (seatsTaken.remove(place.wonBy()) == null) {
      seatsFreed.put(place.wonBy(), place);
    }
  }

  private void joinWaitlist(Place place) {
    section = section.withWaitlisted(1);
    waiting.put(place.student(), new WaitlistPlace(place.wonBy(), false));
    waitlistJoined.put(place.wonBy(), place);
    if (facts.waitlist().complete()) {
      eligible.addLast(place);
    }
  }

  private void leaveWaitlist(Place place) {
    WaitlistPlace known = waiting.remove(place.student());
    section = section.withWaitlisted(known != null && known.isSkipped() ? 0 : -1);
    if (waitlistJoined.remove(place.wonBy()) == null) {
      waitlistLeft.put(place.wonBy(), place);
    }
  }

  /**
   * A duplicate, or a drop of nothing, is no news to anybody; a quarantined request is not decided.
   */
  private void notice(LineRequest request, Decision decision) {
    Optional<Notice.Kind> kind =
        switch (decision) {
          case Decision.Admitted _ -> Optional.of(Notice.Kind.ADMITTED);
          case Decision.Waitlisted _ -> Optional.of(Notice.Kind.WAITLISTED);
          case Decision.Refused(Refusal.DuplicateOf _), Decision.Refused(Refusal.NothingToDrop _) ->
              Optional.empty();
          case Decision.Refused _ -> Optional.of(Notice.Kind.REFUSED);
          case Decision.LetGo(var had, _) ->
              Optional.of(
                  switch (had) {
                    case SEAT -> Notice.Kind.DROPPED;
                    case WAITLIST_PLACE -> Notice.Kind.LEFT;
                    case LINE_PLACE -> Notice.Kind.WITHDRAWN;
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

  private static <T> List<T> list(Map<RequestNumber, T> places) {
    Collection<T> values = places.values();
    return List.copyOf(values);
  }
}
