package io.sugang.waitlist.rule;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.waitlist.rule.student.Offer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The whole rule book once more, as simply as can be, to judge the real one by: one list of seats,
 * one of places, and everybody who waits is looked at anew each time.
 */
public final class NaiveTerm {

  /** A student as the registrar knows her. */
  public record Student(
      StudentId id,
      int year,
      String department,
      int maxCredits,
      BigDecimal average,
      Set<String> groups,
      Set<String> holds,
      Map<String, BigDecimal> passed,
      List<Wish> wishes) {}

  /**
   * No more than that of some sections.
   *
   * @param sections {@code null}: any number
   * @param credits {@code null}: any number
   */
  public record Wish(Set<SectionId> of, Integer sections, Integer credits) {}

  /** A section, its size, and what it keeps for some. */
  public record Room(Offer offer, int capacity, int waitlistLimit, List<Kept> kept) {}

  /** Seats kept for a cohort. */
  public record Kept(Cohort cohort, int seats) {}

  /** A seat or a place. */
  private record Held(SectionId section, Holder holder) {}

  private final Map<SectionId, Room> rooms;
  private final Map<StudentId, Student> students;
  private final NaiveRules rules;
  private final boolean releasesAtOnce;
  private final Map<StudentId, Map<SectionId, Set<RefusalRule>>> exemptions = new HashMap<>();

  private final List<Held> seats = new ArrayList<>();
  private final List<Held> heldBack = new ArrayList<>();
  private final List<Held> places = new ArrayList<>();
  private final Map<Held, String> passedOver = new HashMap<>();
  private final Map<Held, Kept> keptSeats = new HashMap<>();

  private final Map<Held, Kept> keptBefore = new HashMap<>();

  /** Who was promoted since the last requests were decided. */
  private final Set<Held> promotedNow = new HashSet<>();

  /** What is given up for what. */
  private final Map<Held, Held> swaps = new HashMap<>();

  /**
   * @param releasesAtOnce whether a seat that is given back is free at once, or when somebody says
   *     so
   */
  NaiveTerm(List<Room> rooms, List<Student> students, NaiveRules rules, boolean releasesAtOnce) {
    this.releasesAtOnce = releasesAtOnce;
    this.rooms = new HashMap<>();
    rooms.forEach(room -> this.rooms.put(room.offer().section(), room));
    this.students = new HashMap<>();
    students.forEach(student -> this.students.put(student.id(), student));
    this.rules = rules;
  }

  /** A student is another now. */
  public void change(Student student) {
    students.put(student.id(), student);
  }

  /** The registrar exempts a student. */
  public void exempt(StudentId student, SectionId section, RefusalRule rule) {
    exemptions
        .computeIfAbsent(student, _ -> new HashMap<>())
        .computeIfAbsent(section, _ -> EnumSet.noneOf(RefusalRule.class))
        .add(rule);
  }

  /** Seats are kept no more. */
  public void release(SectionId section, Kept kept) {
    Room room = rooms.get(section);
    List<Kept> rest = new ArrayList<>(room.kept());
    rest.remove(kept);
    rooms.put(section, new Room(room.offer(), room.capacity(), room.waitlistLimit(), rest));
  }

  /** Seats that were given back are free now. */
  public void releaseHeldBack(SectionId section) {
    for (Held held : List.copyOf(heldBack)) {
      if (held.section().equals(section)) {
        heldBack.remove(held);
        keptSeats.remove(held);
      }
    }
  }

  /** How many seats are not free. */
  public int taken(SectionId section) {
    return holders(seats, section).size() + holders(heldBack, section).size();
  }

  /** It was given up for a seat that was never had. */
  private void takeBack(Held source) {
    if (source != null) {
      heldBack.remove(source);
      seats.add(source);
      if (keptBefore.containsKey(source)) {
        keptSeats.put(source, keptBefore.get(source));
      }
    }
  }

  private boolean giveBack(Held held) {
    if (!seats.remove(held)) {
      return false;
    }
    if (keptSeats.containsKey(held)) {
      keptBefore.put(held, keptSeats.get(held));
    }
    if (releasesAtOnce) {
      keptSeats.remove(held);
    } else {
      heldBack.add(held);
    }
    return true;
  }

  /** Decides requests of a section; answers by number what became of each, with the rules. */
  public Map<RequestNumber, String> decide(SectionId section, List<LineRequest> requests) {
    promotedNow.clear();
    reviewEverybody(section);
    serve(section);
    Map<RequestNumber, String> answers = new TreeMap<>();
    Set<RequestNumber> withdrawn = Requests.withdrawn(requests);
    for (LineRequest request : requests) {
      answers.put(
          request.number(),
          switch (request) {
            case SeatRequested seat -> withdrawn.contains(seat.number()) ? "withdrawn" : ask(seat);
            case DropRequested drop -> withdrawn.contains(drop.releases()) ? "done" : drop(drop);
          });
    }
    return answers;
  }

  private String ask(SeatRequested request) {
    SectionId section = request.section();
    StudentId student = request.student();
    for (List<Held> held : List.of(seats, places)) {
      for (Held one : held) {
        if (one.section().equals(section) && one.holder().student().equals(student)) {
          return "refused "
              + NaiveRules.told("duplicate-of", "number", one.holder().wonBy().value());
        }
      }
    }
    if (!isFor(section, student) && ranked(section) >= rooms.get(section).waitlistLimit()) {
      if (!isFull(section)) {
        return "refused " + allKept(section);
      }
      return "refused "
          + NaiveRules.told(
              "section-full",
              "capacity",
              rooms.get(section).capacity(),
              "waitlistLimit",
              rooms.get(section).waitlistLimit());
    }
    var held = new Held(section, new Holder(request.number(), student));
    request
        .gives()
        .ifPresent(
            source ->
                swaps.put(held, new Held(source.section(), new Holder(source.wonBy(), student))));
    List<String> broken = broken(held, request.acceptedAt());
    if (!broken.isEmpty()) {
      return "refused " + String.join(" ", broken);
    }
    if (!isFor(section, student)) {
      places.add(held);
      return "waitlisted " + ranked(section);
    }
    sit(held);
    return "admitted";
  }

  private String drop(DropRequested request) {
    var held = new Held(request.section(), new Holder(request.releases(), request.student()));
    if (promotedNow.remove(held)) {
      seats.remove(held);
      keptSeats.remove(held);
      takeBack(swaps.get(held));
      serve(request.section());
      return "done";
    }
    if (giveBack(held)) {
      serve(request.section());
      return "done";
    }
    passedOver.remove(held);
    return places.remove(held)
        ? "done"
        : "refused " + NaiveRules.told("nothing-to-drop", "releases", request.releases().value());
  }

  private void reviewEverybody(SectionId section) {
    for (Held place : places) {
      if (place.section().equals(section)) {
        List<String> broken = broken(place, null);
        if (broken.isEmpty()) {
          passedOver.remove(place);
        } else {
          passedOver.put(place, broken.getFirst().replaceAll("\\{.*", ""));
        }
      }
    }
  }

  private void serve(SectionId section) {
    while (!isFull(section)) {
      Held first = null;
      for (Held place : places) {
        if (place.section().equals(section)
            && !passedOver.containsKey(place)
            && isFor(section, place.holder().student())
            && (first == null || place.holder().wonBy().compareTo(first.holder().wonBy()) < 0)) {
          first = place;
        }
      }
      if (first == null) {
        return;
      }
      places.remove(first);
      promotedNow.add(first);
      sit(first);
    }
  }

  /** Whoever may have a kept seat takes that, of the cohort that is named first. */
  private void sit(Held held) {
    for (Kept kept : rooms.get(held.section()).kept()) {
      if (isIn(kept, held.holder().student()) && left(held.section(), kept) > 0) {
        keptSeats.put(held, kept);
        break;
      }
    }
    seats.add(held);
    Held source = swaps.get(held);
    if (source != null) {
      giveBack(source);
    }
  }

  private boolean isFor(SectionId section, StudentId student) {
    if (isFull(section)) {
      return false;
    }
    int keptFromHer = 0;
    for (Kept kept : rooms.get(section).kept()) {
      if (isIn(kept, student) && left(section, kept) > 0) {
        return true;
      }
      keptFromHer += left(section, kept);
    }
    return taken(section) + keptFromHer < rooms.get(section).capacity();
  }

  private boolean isIn(Kept kept, StudentId student) {
    return NaiveRules.isIn(kept.cohort(), students.get(student));
  }

  private int left(SectionId section, Kept kept) {
    int left = kept.seats();
    for (List<Held> some : List.of(seats, heldBack)) {
      for (Held seat : some) {
        if (seat.section().equals(section) && kept.equals(keptSeats.get(seat))) {
          left--;
        }
      }
    }
    return Math.max(0, left);
  }

  private String allKept(SectionId section) {
    Room room = rooms.get(section);
    return NaiveRules.told(
        "seats-reserved",
        "reserved",
        room.capacity() - taken(section),
        "cohorts",
        room.kept().stream()
            .filter(kept -> left(section, kept) > 0)
            .map(kept -> kept.cohort().equals(TermScenario.YEAR_1) ? "1" : "CSE/exchange")
            .sorted()
            .collect(Collectors.joining(", ")),
        "until",
        "2027-03-01 09:00:00+09:00",
        "waitlistLimit",
        room.waitlistLimit());
  }

  private boolean isFull(SectionId section) {
    return taken(section) >= rooms.get(section).capacity();
  }

  private long ranked(SectionId section) {
    return places.stream()
        .filter(place -> place.section().equals(section) && !passedOver.containsKey(place))
        .count();
  }

  /** Whoever swaps has what she gives up no more. */
  private List<String> broken(Held wanted, Instant askedAt) {
    StudentId id = wanted.holder().student();
    SectionId section = wanted.section();
    Held source = swaps.get(wanted);
    if (source != null && !seats.contains(source)) {
      return List.of(NaiveRules.told("swap-source-gone", "section", source.section().value()));
    }
    int creditsOfPlaces = 0;
    for (Held place : places) {
      if (place.holder().student().equals(id)
          && !place.section().equals(section)
          && !passedOver.containsKey(place)) {
        creditsOfPlaces += rooms.get(place.section()).offer().credits();
      }
    }
    return rules.broken(
        students.get(id),
        rooms.get(section).offer(),
        seats.stream()
            .filter(one -> one.holder().student().equals(id) && !one.section().equals(section))
            .filter(one -> !one.equals(source))
            .map(one -> rooms.get(one.section()).offer())
            .toList(),
        creditsOfPlaces,
        exemptions.getOrDefault(id, Map.of()).getOrDefault(section, Set.of()),
        askedAt);
  }

  /** Who has a seat in a section, by number. */
  public Map<RequestNumber, StudentId> seats(SectionId section) {
    return holders(seats, section);
  }

  /** Who has a place on its waitlist, by number. */
  public Map<RequestNumber, StudentId> places(SectionId section) {
    return holders(places, section);
  }

  /** The numbers of those who are passed over, with the first rule in the way. */
  public Map<RequestNumber, String> passedOver(SectionId section) {
    var found = new TreeMap<RequestNumber, String>();
    passedOver.forEach(
        (place, rule) -> {
          if (place.section().equals(section)) {
            found.put(place.holder().wonBy(), rule);
          }
        });
    return found;
  }

  private static Map<RequestNumber, StudentId> holders(List<Held> held, SectionId section) {
    var holders = new TreeMap<RequestNumber, StudentId>();
    held.stream()
        .filter(one -> one.section().equals(section))
        .forEach(one -> holders.put(one.holder().wonBy(), one.holder().student()));
    return holders;
  }
}
