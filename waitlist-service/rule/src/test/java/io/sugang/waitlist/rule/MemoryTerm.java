package io.sugang.waitlist.rule;

import static java.util.stream.Collectors.toMap;

import io.sugang.contract.decision.Reason;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested.Source;
import io.sugang.contract.message.SwapRequested;
import io.sugang.waitlist.rule.release.SeatRelease;
import io.sugang.waitlist.rule.student.Bundle;
import io.sugang.waitlist.rule.student.CartOutlook;
import io.sugang.waitlist.rule.student.Eligibility;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.RuleBook;
import io.sugang.waitlist.rule.student.StudentFacts;
import io.sugang.waitlist.rule.student.TermRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The writer's tables as maps: gives {@link Admission} its facts, applies its outcome, and has
 * places reviewed as the worker does.
 */
final class MemoryTerm {

  private static final class Tables {
    private Section section;
    private final Offer offer;
    private final Map<RequestNumber, StudentId> seats = new TreeMap<>();
    private final Map<RequestNumber, Long> pools = new HashMap<>();
    private final Map<RequestNumber, StudentId> places = new TreeMap<>();
    private final Map<RequestNumber, Reason> passedOver = new TreeMap<>();
    private final Map<RequestNumber, Source> swaps = new HashMap<>();
    private final List<Seat> released = new ArrayList<>();
    private final List<Seat> heldBack = new ArrayList<>();
    private final Set<StudentId> reviews = new HashSet<>();
    private boolean isDue;

    private Tables(Section section, Offer offer) {
      this.section = section;
      this.offer = offer;
    }
  }

  private final Map<SectionId, Tables> sections = new HashMap<>();
  private final Map<StudentId, NaiveTerm.Student> students = new HashMap<>();
  private final Map<StudentId, Map<SectionId, Set<RefusalRule>>> exemptions = new HashMap<>();
  private final RuleBook book;
  private final boolean releasesAtOnce;

  /** Where seats that are given back are free at once. */
  MemoryTerm(List<NaiveTerm.Room> rooms, List<NaiveTerm.Student> students, RuleBook book) {
    this(rooms, students, book, true);
  }

  MemoryTerm(
      List<NaiveTerm.Room> rooms,
      List<NaiveTerm.Student> students,
      RuleBook book,
      boolean releasesAtOnce) {
    this.releasesAtOnce = releasesAtOnce;
    for (NaiveTerm.Room room : rooms) {
      Offer offer = room.offer();
      sections.put(
          offer.section(),
          new Tables(
              new Section(
                  offer.section(),
                  offer.course(),
                  "2027-1",
                  room.capacity(),
                  0,
                  room.waitlistLimit(),
                  0,
                  reserves(room.kept()),
                  0),
              offer));
    }
    students.forEach(student -> this.students.put(student.id(), student));
    this.book = book;
  }

  private static List<Reserve> reserves(List<NaiveTerm.Kept> kept) {
    return IntStream.range(0, kept.size())
        .mapToObj(
            i ->
                new Reserve(
                    i + 1, kept.get(i).cohort(), kept.get(i).seats(), 0, TermScenario.KEPT_UNTIL))
        .toList();
  }

  void release(SectionId id, NaiveTerm.Kept kept) {
    Tables tables = sections.get(id);
    Section was = tables.section;
    tables.section =
        new Section(
            was.id(),
            was.course(),
            was.term(),
            was.capacity(),
            was.taken(),
            was.waitlistLimit(),
            was.waitlisted(),
            was.reserves().stream()
                .filter(reserve -> !reserve.cohort().equals(kept.cohort()))
                .toList(),
            was.version());
    tables.isDue = true;
  }

  void change(NaiveTerm.Student student) {
    students.put(student.id(), student);
    review(Set.of(student.id()), Optional.empty());
  }

  void exempt(StudentId student, SectionId section, RefusalRule rule) {
    exemptions
        .computeIfAbsent(student, _ -> new HashMap<>())
        .computeIfAbsent(section, _ -> new HashSet<>())
        .add(rule);
    if (sections.get(section).places.containsValue(student)) {
      sections.get(section).reviews.add(student);
    }
  }

  /**
   * Decides requests in as many commits as it takes.
   *
   * @param look how many of the waitlist are looked at, 1 or more
   */
  List<Decided> decide(SectionId id, List<LineRequest> requests, int look) {
    Tables tables = sections.get(id);
    var decided = new ArrayList<Decided>();
    do {
      List<Decided> more = commit(tables, requests.subList(decided.size(), requests.size()), look);
      decided.addAll(more);
    } while (decided.size() < requests.size() || tables.isDue);
    return decided;
  }

  private List<Decided> commit(Tables tables, List<LineRequest> batch, int look) {
    tables.section = tables.section.without(tables.released);
    tables.released.clear();
    Waitlist waitlist = waitlist(tables, batch, look);
    var wanted = new HashSet<StudentId>();
    waitlist.known().forEach(candidate -> wanted.add(candidate.holder().student()));
    batch.forEach(request -> wanted.add(request.student()));
    Outcome outcome = Admission.decide(tables.section, batch, facts(tables, wanted, waitlist));
    tables.reviews.clear();
    tables.isDue = outcome.waitlistIsDue();
    tables.section = outcome.section();
    outcome.seatsFreed().forEach(seat -> remove(tables.seats, seat));
    outcome.seatsFreed().forEach(seat -> tables.pools.remove(seat.wonBy()));
    outcome.givenUp().forEach(this::giveUp);
    tables.heldBack.addAll(outcome.heldBack());
    outcome.waitlistLeft().forEach(place -> remove(tables.places, place));
    outcome.waitlistLeft().forEach(place -> tables.passedOver.remove(place.wonBy()));
    outcome
        .skipped()
        .forEach(skip -> tables.passedOver.put(skip.holder().wonBy(), skip.why().rule()));
    outcome.resumed().forEach(place -> tables.passedOver.remove(place.wonBy()));
    outcome
        .seatsTaken()
        .forEach(
            seat -> {
              tables.seats.put(seat.holder().wonBy(), seat.holder().student());
              tables.pools.put(seat.holder().wonBy(), seat.pool());
            });
    outcome.waitlistJoined().forEach(place -> tables.places.put(place.wonBy(), place.student()));
    outcome.decided().forEach(d -> noteSwap(tables, d.request()));
    review(outcome.moved(true), Optional.of(tables.section.id()));
    return outcome.decided();
  }

  private void giveUp(GivenUp given) {
    Tables source = sections.get(given.seat().section());
    RequestNumber wonBy = given.seat().wonBy();
    remove(source.seats, new Holder(wonBy, given.student()));
    source.pools.remove(wonBy);
    (releasesAtOnce ? source.released : source.heldBack).add(given.seat());
  }

  void releaseHeldBack(SectionId section) {
    Tables tables = sections.get(section);
    tables.released.addAll(tables.heldBack);
    tables.heldBack.clear();
  }

  private static void noteSwap(Tables tables, LineRequest request) {
    if (request instanceof SwapRequested swap) {
      tables.swaps.put(swap.number(), swap.gives().orElseThrow());
    }
  }

  /** As the worker looks: at the first of every pool that has a free seat, or may have one. */
  private Waitlist waitlist(Tables tables, List<LineRequest> batch, int look) {
    var ranked = new HashMap<Long, List<Holder>>();
    List<SeatPool> pools =
        batch.stream().anyMatch(DropRequested.class::isInstance)
            ? tables.section.pools()
            : tables.section.freePools();
    for (SeatPool pool : pools) {
      ranked.put(
          pool.id(),
          tables.places.entrySet().stream()
              .filter(place -> !tables.passedOver.containsKey(place.getKey()))
              .filter(place -> pool.isFor(membership(place.getValue())))
              .limit(look)
              .map(place -> new Holder(place.getKey(), place.getValue()))
              .toList());
    }
    List<Candidate> reviewed =
        tables.places.entrySet().stream()
            .filter(place -> tables.reviews.contains(place.getValue()))
            .map(
                place ->
                    new Candidate(
                        new Holder(place.getKey(), place.getValue()),
                        !tables.passedOver.containsKey(place.getKey())))
            .toList();
    return Waitlist.seen(reviewed, ranked, look, Set.copyOf(tables.places.values()));
  }

  private Membership membership(StudentId id) {
    NaiveTerm.Student student = students.get(id);
    return new Membership(
        id.value(), student.year(), student.department(), List.copyOf(student.groups()));
  }

  private static void remove(Map<RequestNumber, StudentId> from, Holder holder) {
    if (!from.remove(holder.wonBy(), holder.student())) {
      throw new AssertionError("not there: " + holder);
    }
  }

  private void review(Collection<StudentId> moved, Optional<SectionId> but) {
    sections.forEach(
        (id, tables) -> {
          if (!but.equals(Optional.of(id))) {
            tables.places.values().stream().filter(moved::contains).forEach(tables.reviews::add);
          }
        });
  }

  private Facts facts(Tables tables, Set<StudentId> wanted, Waitlist waitlist) {
    var seatsInCourse = new HashMap<StudentId, Seat>();
    for (Tables other : sections.values()) {
      if (other.section.course().equals(tables.section.course())) {
        other.seats.forEach(
            (number, student) ->
                seatsInCourse.put(
                    student, new Seat(other.section.id(), number, other.pools.get(number))));
      }
    }
    var waiting = new HashMap<StudentId, WaitlistEntry>();
    tables.places.forEach(
        (number, student) ->
            waiting.put(
                student,
                new WaitlistEntry(
                    number,
                    tables.passedOver.containsKey(number),
                    Optional.ofNullable(tables.swaps.get(number)))));
    return new Facts(
        wanted,
        seatsInCourse,
        wanted.stream().collect(toMap(student -> student, this::seatsOf)),
        Map.of(),
        waiting,
        waitlist,
        wanted.stream().collect(toMap(student -> student, this::membership)),
        releasesAtOnce,
        new Eligibility(
            book,
            tables.offer,
            wanted.stream().collect(toMap(student -> student, student -> facts(tables, student)))));
  }

  private List<Seat> seatsOf(StudentId student) {
    return sections.values().stream()
        .flatMap(
            tables ->
                tables.seats.entrySet().stream()
                    .filter(seat -> seat.getValue().equals(student))
                    .map(
                        seat ->
                            new Seat(
                                tables.section.id(),
                                seat.getKey(),
                                tables.pools.get(seat.getKey()))))
        .toList();
  }

  private StudentFacts facts(Tables tables, StudentId id) {
    NaiveTerm.Student student = students.get(id);
    return new StudentFacts(
        student.year(),
        student.department(),
        student.maxCredits(),
        Optional.ofNullable(student.average()),
        student.groups(),
        student.holds(),
        student.passed(),
        elsewhere(tables).filter(other -> other.seats.containsValue(id)).map(o -> o.offer).toList(),
        elsewhere(tables).filter(other -> isRanked(other, id)).map(other -> other.offer).toList(),
        student.wishes().stream()
            .map(wish -> new Bundle(wish.of(), optional(wish.sections()), optional(wish.credits())))
            .toList(),
        exemptions.getOrDefault(id, Map.of()).getOrDefault(tables.section.id(), Set.of()),
        Optional.empty());
  }

  /** What a student's cart would be judged by. */
  CartOutlook outlook(StudentId student, Instant now) {
    Map<SectionId, Offer> offers = new HashMap<>();
    Map<SectionId, StudentFacts> facts = new HashMap<>();
    Map<SectionId, String> seats = new HashMap<>();
    sections.forEach(
        (id, tables) -> {
          offers.put(id, tables.offer);
          facts.put(id, facts(tables, student));
          if (tables.seats.containsValue(student)) {
            seats.put(id, tables.offer.course());
          }
        });
    return new CartOutlook(new TermRules(1, book, offers, SeatRelease.AT_ONCE), facts, seats, now);
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private Stream<Tables> elsewhere(Tables tables) {
    return sections.values().stream().filter(other -> !other.equals(tables));
  }

  private static boolean isRanked(Tables tables, StudentId student) {
    return tables.places.entrySet().stream()
        .anyMatch(
            place ->
                place.getValue().equals(student) && !tables.passedOver.containsKey(place.getKey()));
  }

  Map<RequestNumber, StudentId> seats(SectionId section) {
    return sections.get(section).seats;
  }

  Map<RequestNumber, StudentId> places(SectionId section) {
    return sections.get(section).places;
  }

  Map<RequestNumber, String> passedOver(SectionId section) {
    var names = new TreeMap<RequestNumber, String>();
    sections.get(section).passedOver.forEach((number, why) -> names.put(number, why.wireName()));
    return names;
  }

  Section section(SectionId id) {
    return sections.get(id).section;
  }
}
