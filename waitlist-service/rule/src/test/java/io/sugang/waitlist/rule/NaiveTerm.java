package io.sugang.waitlist.rule;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.student.Cohort;
import io.sugang.waitlist.rule.student.Meeting;
import io.sugang.waitlist.rule.student.Offer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

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
      Map<String, BigDecimal> passed) {}

  /** A section and its size. */
  public record Room(Offer offer, int capacity, int waitlistLimit) {}

  /** A seat or a place. */
  private record Held(SectionId section, Holder holder) {}

  private final Map<SectionId, Room> rooms;
  private final Map<StudentId, Student> students;
  private final Set<RefusalRule> rules;
  private final BigDecimal retakeUpTo;
  private final boolean countsWaitlisted;
  private final Map<StudentId, Map<SectionId, Set<RefusalRule>>> exemptions = new HashMap<>();

  private final List<Held> seats = new ArrayList<>();
  private final List<Held> places = new ArrayList<>();
  private final Map<Held, String> passedOver = new HashMap<>();

  /**
   * @param retakeUpTo of the rule about passed courses; {@code null}: none
   * @param countsWaitlisted of the credit limit
   */
  public NaiveTerm(
      List<Room> rooms,
      List<Student> students,
      Set<RefusalRule> rules,
      BigDecimal retakeUpTo,
      boolean countsWaitlisted) {
    this.rooms = new HashMap<>();
    rooms.forEach(room -> this.rooms.put(room.offer().section(), room));
    this.students = new HashMap<>();
    students.forEach(student -> this.students.put(student.id(), student));
    this.rules = rules;
    this.retakeUpTo = retakeUpTo;
    this.countsWaitlisted = countsWaitlisted;
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

  /** Decides requests of a section; answers by number what became of each, with the rules. */
  public Map<RequestNumber, String> decide(SectionId section, List<LineRequest> requests) {
    reviewEverybody(section);
    serve(section);
    Map<RequestNumber, String> answers = new TreeMap<>();
    Set<RequestNumber> withdrawn = withdrawn(requests);
    for (LineRequest request : requests) {
      answers.put(
          request.number(),
          switch (request) {
            case EnrollRequested enroll ->
                withdrawn.contains(enroll.number()) ? "withdrawn" : enroll(enroll);
            case DropRequested drop -> withdrawn.contains(drop.releases()) ? "done" : drop(drop);
          });
    }
    return answers;
  }

  private static Set<RequestNumber> withdrawn(List<LineRequest> requests) {
    Set<RequestNumber> withdrawn = new HashSet<>();
    for (int i = 0; i < requests.size(); i++) {
      for (LineRequest later : requests.subList(i, requests.size())) {
        if (requests.get(i) instanceof EnrollRequested enroll
            && later instanceof DropRequested drop
            && drop.releases().equals(enroll.number())
            && drop.student().equals(enroll.student())) {
          withdrawn.add(enroll.number());
        }
      }
    }
    return withdrawn;
  }

  private String enroll(EnrollRequested request) {
    SectionId section = request.section();
    StudentId student = request.student();
    for (List<Held> held : List.of(seats, places)) {
      for (Held one : held) {
        if (one.section().equals(section) && one.holder().student().equals(student)) {
          return "refused duplicate-of";
        }
      }
    }
    if (isFull(section) && ranked(section) >= rooms.get(section).waitlistLimit()) {
      return "refused section-full";
    }
    List<String> broken = broken(student, section);
    if (!broken.isEmpty()) {
      return "refused " + String.join(" ", broken);
    }
    var held = new Held(section, new Holder(request.number(), student));
    if (isFull(section)) {
      places.add(held);
      return "waitlisted " + ranked(section);
    }
    seats.add(held);
    return "admitted";
  }

  private String drop(DropRequested request) {
    var held = new Held(request.section(), new Holder(request.releases(), request.student()));
    if (seats.remove(held)) {
      serve(request.section());
      return "done";
    }
    passedOver.remove(held);
    return places.remove(held) ? "done" : "refused nothing-to-drop";
  }

  private void reviewEverybody(SectionId section) {
    for (Held place : places) {
      if (place.section().equals(section)) {
        List<String> broken = broken(place.holder().student(), section);
        if (broken.isEmpty()) {
          passedOver.remove(place);
        } else {
          passedOver.put(place, broken.getFirst());
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
            && (first == null || place.holder().wonBy().compareTo(first.holder().wonBy()) < 0)) {
          first = place;
        }
      }
      if (first == null) {
        return;
      }
      places.remove(first);
      seats.add(first);
    }
  }

  private boolean isFull(SectionId section) {
    return seats(section).size() >= rooms.get(section).capacity();
  }

  private long ranked(SectionId section) {
    return places.stream()
        .filter(place -> place.section().equals(section) && !passedOver.containsKey(place))
        .count();
  }

  private List<String> broken(StudentId id, SectionId section) {
    Student student = students.get(id);
    Offer offer = rooms.get(section).offer();
    List<Offer> others = offers(seats, id, section);
    List<String> broken = new ArrayList<>();
    if (others.stream().anyMatch(other -> other.course().equals(offer.course()))) {
      return List.of("course-already-taken");
    }
    judge(broken, id, section, RefusalRule.HOLD, !student.holds().isEmpty());
    judge(broken, id, section, RefusalRule.OTHER_COHORT, !isForThem(offer, student));
    BigDecimal grade = student.passed().get(offer.course());
    judge(
        broken,
        id,
        section,
        RefusalRule.ALREADY_PASSED,
        grade != null && (retakeUpTo == null || grade.doubleValue() > retakeUpTo.doubleValue()));
    judge(
        broken,
        id,
        section,
        RefusalRule.PREREQUISITE_MISSING,
        !offer.prerequisites().stream()
            .allMatch(set -> set.stream().anyMatch(student.passed()::containsKey)));
    judge(
        broken,
        id,
        section,
        RefusalRule.COREQUISITE_MISSING,
        !offer.corequisites().stream()
            .allMatch(
                set ->
                    set.stream()
                        .anyMatch(
                            course ->
                                student.passed().containsKey(course)
                                    || others.stream()
                                        .anyMatch(other -> other.course().equals(course)))));
    BitSet week = minutes(offer);
    judge(
        broken,
        id,
        section,
        RefusalRule.TIME_CONFLICT,
        others.stream().anyMatch(other -> minutes(other).intersects(week)));
    int credits = offer.credits();
    for (Offer other : others) {
      credits += other.credits();
    }
    if (countsWaitlisted) {
      for (Held place : places) {
        if (place.holder().student().equals(id)
            && !place.section().equals(section)
            && !passedOver.containsKey(place)) {
          credits += rooms.get(place.section()).offer().credits();
        }
      }
    }
    judge(
        broken,
        id,
        section,
        RefusalRule.CREDIT_LIMIT,
        credits > student.maxCredits() + more(student));
    return broken;
  }

  /** Three credits more from 3.5 on, and six from 4.0 on. */
  private static int more(Student student) {
    if (student.average() == null) {
      return 0;
    }
    double average = student.average().doubleValue();
    return average >= 4.0 ? 6 : average >= 3.5 ? 3 : 0;
  }

  private void judge(
      List<String> broken, StudentId id, SectionId section, RefusalRule rule, boolean isBroken) {
    boolean isExempt =
        exemptions.getOrDefault(id, Map.of()).getOrDefault(section, Set.of()).contains(rule);
    if (isBroken && rules.contains(rule) && !isExempt) {
      broken.add(rule.wireName());
    }
  }

  private static boolean isForThem(Offer offer, Student student) {
    boolean any = offer.cohorts().isEmpty();
    for (Cohort cohort : offer.cohorts()) {
      any |=
          cohort.year().orElse(student.year()) == student.year()
              && cohort.department().orElse(student.department()).equals(student.department())
              && (cohort.group().isEmpty() || student.groups().contains(cohort.group().get()));
    }
    return any;
  }

  private static BitSet minutes(Offer offer) {
    var week = new BitSet();
    for (Meeting meeting : offer.meetings()) {
      int day = meeting.day() * 24 * 60;
      week.set(
          day + meeting.startsAt().toSecondOfDay() / 60,
          day + meeting.endsAt().toSecondOfDay() / 60);
    }
    return week;
  }

  private List<Offer> offers(List<Held> held, StudentId student, SectionId but) {
    return held.stream()
        .filter(one -> one.holder().student().equals(student) && !one.section().equals(but))
        .map(one -> rooms.get(one.section()).offer())
        .toList();
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

  /** A decision in the words of {@link #decide}. */
  public static String text(Decision decision) {
    return switch (decision) {
      case Decision.Admitted _ -> "admitted";
      case Decision.Waitlisted(int rank) -> "waitlisted " + rank;
      case Decision.Withdrawn _ -> "withdrawn";
      case Decision.Released _ -> "done";
      case Decision.Quarantined(var cause) -> "quarantined " + cause;
      case Decision.Refused(var refusal) -> "refused " + refused(refusal);
    };
  }

  private static String refused(Refusal refusal) {
    Object also = refusal.facts().get("also");
    if (!(also instanceof List<?> others)) {
      return refusal.rule().wireName();
    }
    return refusal.rule().wireName()
        + " "
        + String.join(
            " ", others.stream().map(o -> Objects.toString(((Map<?, ?>) o).get("rule"))).toList());
  }
}
