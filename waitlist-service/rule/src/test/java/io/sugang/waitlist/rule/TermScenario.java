package io.sugang.waitlist.rule;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.waitlist.rule.student.Meeting;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.TermWindows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A small term at random: sections, students, a rule book, and what happens one after another. */
public final class TermScenario {

  private static final List<RefusalRule> RULES =
      List.of(
          RefusalRule.OUTSIDE_WINDOW,
          RefusalRule.HOLD,
          RefusalRule.OTHER_COHORT,
          RefusalRule.ALREADY_PASSED,
          RefusalRule.PREREQUISITE_MISSING,
          RefusalRule.COREQUISITE_MISSING,
          RefusalRule.TIME_CONFLICT,
          RefusalRule.CREDIT_LIMIT,
          RefusalRule.BUNDLE_SATISFIED);

  static final Cohort YEAR_1 = Cohort.of(1, "", "");

  /**
   * When all kept seats are open to everybody; but by {@link Step.Released}, nobody waits for it.
   */
  public static final ZonedDateTime KEPT_UNTIL =
      ZonedDateTime.of(2027, 3, 1, 9, 0, 0, 0, ZoneId.of("Asia/Seoul"));

  /** Something that happens. */
  public sealed interface Step {
    /** Requests of one section are decided. */
    record Batch(SectionId section, List<LineRequest> requests) implements Step {}

    /** The registrar holds a student, or does no more; and she wishes for something else. */
    record Changed(NaiveTerm.Student student) implements Step {}

    /** The registrar exempts a student. */
    record Exempted(StudentId student, SectionId section, RefusalRule rule) implements Step {}

    /** Seats of a section that were given back before are released. */
    record Due(SectionId section) implements Step {}

    /** Seats of a section are kept no more. */
    record Released(SectionId section, NaiveTerm.Kept kept) implements Step {}
  }

  private final Random random;
  private final List<String> courses;
  private final List<NaiveTerm.Room> rooms = new ArrayList<>();
  private final List<NaiveTerm.Student> students = new ArrayList<>();
  private final Set<RefusalRule> rules = EnumSet.noneOf(RefusalRule.class);
  private final BigDecimal retakeUpTo;
  private final boolean countsWaitlisted;
  private final boolean releasesAtOnce;
  private final List<Window> windows;
  private final Map<SectionId, List<LineRequest>> asked = new HashMap<>();

  /**
   * @param courses each has one or two sections, of its name with -01 and -02
   * @param studentIds as many as there are to be students
   */
  public TermScenario(long seed, List<String> courses, List<StudentId> studentIds) {
    this.random = new Random(seed);
    this.courses = courses;
    retakeUpTo = random.nextBoolean() ? new BigDecimal("2.50") : null;
    countsWaitlisted = random.nextBoolean();
    releasesAtOnce = random.nextInt(3) > 0;
    switch (random.nextInt(6)) {
      case 0, 1 -> rules.addAll(RULES);
      // Alone, so that no other rule has done what it needs.
      case 2 -> rules.add(any(RULES));
      default -> RULES.stream().filter(_ -> random.nextInt(3) > 0).forEach(rules::add);
    }
    windows = windows();
    courses.forEach(this::addCourse);
    studentIds.forEach(this::addStudent);
  }

  private void addCourse(String course) {
    int credits = 1 + random.nextInt(4);
    List<Set<String>> prerequisites =
        random.nextInt(4) > 0
            ? List.of()
            : random.nextBoolean()
                ? List.of(Set.of("X1"))
                : List.of(Set.of("X1", "X2"), Set.of("X3"));
    String other = any(courses);
    List<Set<String>> corequisites =
        random.nextInt(5) > 0 || other.equals(course) ? List.of() : List.of(Set.of(other, "X2"));
    for (int i = 1; i <= 2; i++) {
      rooms.add(
          new NaiveTerm.Room(
              new Offer(
                  new SectionId("%s-0%d".formatted(course, i)),
                  course,
                  credits,
                  meetings(),
                  prerequisites,
                  corequisites,
                  cohorts(),
                  new TermWindows(ZoneId.of("Asia/Seoul"), windows)),
              random.nextInt(4),
              random.nextInt(6),
              kept()));
    }
  }

  /** Of a section's requests, counted by the millisecond, some hit each edge. */
  private List<Window> windows() {
    return random.nextBoolean()
        ? List.of(Window.ofEverybody(at(-60_000), at(60_000)))
        : List.of(
            window(1, "", "", Term.WindowKind.MAIN, 0, 2 + random.nextInt(8)),
            window(1, "", "", Term.WindowKind.ADD_DROP, 12, 12 + random.nextInt(20)),
            window(2, "CSE", "", Term.WindowKind.MAIN, random.nextInt(8), 60_000),
            window(0, "", "exchange", Term.WindowKind.MAIN, -60_000, random.nextInt(30)));
  }

  private static Window window(
      int year, String department, String group, Term.WindowKind kind, int opens, int closes) {
    return new Window(
        Cohort.of(year, department, group), kind, at(opens), at(Math.max(closes, opens + 1)));
  }

  private static Instant at(int millis) {
    return Requests.ACCEPTED.plusMillis(millis);
  }

  private List<Meeting> meetings() {
    var meetings = new ArrayList<Meeting>();
    int day = 1 + random.nextInt(3);
    for (int i = random.nextInt(3); i > 0; i--) {
      LocalTime starts = LocalTime.of(9 + random.nextInt(4), 30 * random.nextInt(2));
      meetings.add(new Meeting(day++, starts, starts.plusMinutes(random.nextBoolean() ? 60 : 90)));
    }
    return meetings;
  }

  private List<Cohort> cohorts() {
    return switch (random.nextInt(8)) {
      case 0 -> List.of(Cohort.of(1, "", ""));
      case 1 -> List.of(Cohort.of(2, "CSE", ""), Cohort.of(0, "", "exchange"));
      default -> List.of();
    };
  }

  private List<NaiveTerm.Kept> kept() {
    var all = new ArrayList<NaiveTerm.Kept>();
    if (random.nextInt(3) == 0) {
      all.add(new NaiveTerm.Kept(YEAR_1, 1 + random.nextInt(3)));
    }
    if (random.nextInt(4) == 0) {
      all.add(new NaiveTerm.Kept(Cohort.of(0, "CSE", "exchange"), 1 + random.nextInt(2)));
    }
    if (random.nextBoolean()) {
      Collections.reverse(all);
    }
    return all;
  }

  private void addStudent(StudentId id) {
    var passed = new HashMap<String, BigDecimal>();
    for (String course : List.of("X1", "X2", "X3", any(courses))) {
      if (random.nextInt(3) > 0) {
        passed.put(course, BigDecimal.valueOf(150 + random.nextInt(300), 2));
      }
    }
    students.add(
        new NaiveTerm.Student(
            id,
            1 + random.nextInt(2),
            random.nextBoolean() ? "CSE" : "MAT",
            3 + random.nextInt(7),
            random.nextInt(3) > 0 ? null : BigDecimal.valueOf(300 + random.nextInt(150), 2),
            random.nextInt(3) == 0 ? Set.of("exchange") : Set.of(),
            random.nextInt(10) == 0 ? Set.of("tuition") : Set.of(),
            passed,
            wishes()));
  }

  private List<NaiveTerm.Wish> wishes() {
    var wishes = new ArrayList<NaiveTerm.Wish>();
    for (int i = random.nextInt(3); i > 0; i--) {
      var of = new HashSet<SectionId>();
      for (int j = 1 + random.nextInt(4); j > 0; j--) {
        of.add(any(rooms).offer().section());
      }
      int limits = 1 + random.nextInt(3);
      wishes.add(
          new NaiveTerm.Wish(
              of,
              limits == 2 ? null : 1 + random.nextInt(2),
              limits == 1 ? null : 1 + random.nextInt(6)));
    }
    return wishes;
  }

  /** What happens next. */
  public Step next() {
    return switch (random.nextInt(14)) {
      case 0 -> new Step.Changed(changed(random.nextInt(students.size())));
      case 1 -> new Step.Exempted(any(students).id(), any(rooms).offer().section(), any(RULES));
      case 2 -> release(random.nextInt(rooms.size()));
      case 3, 4 ->
          releasesAtOnce
              ? batch(any(rooms).offer().section())
              : new Step.Due(any(rooms).offer().section());
      default -> batch(any(rooms).offer().section());
    };
  }

  private Step release(int index) {
    NaiveTerm.Room room = rooms.get(index);
    if (room.kept().isEmpty()) {
      return batch(room.offer().section());
    }
    NaiveTerm.Kept released = any(room.kept());
    rooms.set(
        index,
        new NaiveTerm.Room(
            room.offer(),
            room.capacity(),
            room.waitlistLimit(),
            room.kept().stream().filter(kept -> !kept.equals(released)).toList()));
    return new Step.Released(room.offer().section(), released);
  }

  private NaiveTerm.Student changed(int index) {
    NaiveTerm.Student was = students.get(index);
    var now =
        new NaiveTerm.Student(
            was.id(),
            was.year(),
            was.department(),
            was.maxCredits(),
            was.average(),
            was.groups(),
            was.holds().isEmpty() ? Set.of("library", "tuition") : Set.of(),
            was.passed(),
            wishes());
    students.set(index, now);
    return now;
  }

  private Step.Batch batch(SectionId section) {
    List<LineRequest> before = asked.computeIfAbsent(section, _ -> new ArrayList<>());
    var requests = new ArrayList<LineRequest>();
    for (int i = random.nextInt(5); i > 0; i--) {
      int counter = before.size() + 1;
      List<LineRequest> enrolled = enrolled(before);
      LineRequest request;
      if (!enrolled.isEmpty() && random.nextInt(3) == 0) {
        LineRequest released = any(enrolled);
        StudentId who = random.nextInt(8) == 0 ? any(students).id() : released.student();
        request = Requests.drop(section, counter, who, counterOf(released.number()));
      } else if (random.nextInt(4) == 0) {
        request = swap(section, counter);
      } else {
        request = Requests.enroll(section, counter, any(students).id());
      }
      before.add(request);
      requests.add(request);
    }
    return new Step.Batch(section, requests);
  }

  private static List<LineRequest> enrolled(List<LineRequest> requests) {
    return requests.stream().filter(SeatRequested.class::isInstance).toList();
  }

  /**
   * Of something that was asked for elsewhere, whatever became of it; by its student, as a rule.
   */
  private LineRequest swap(SectionId section, int counter) {
    List<LineRequest> elsewhere =
        rooms.stream()
            .map(room -> room.offer().section())
            .filter(other -> !other.equals(section))
            .flatMap(other -> enrolled(asked.getOrDefault(other, List.of())).stream())
            .toList();
    if (elsewhere.isEmpty()) {
      return Requests.enroll(section, counter, any(students).id());
    }
    LineRequest source = any(elsewhere);
    StudentId who = random.nextInt(8) == 0 ? any(students).id() : source.student();
    return Requests.swap(section, counter, who, source.section(), counterOf(source.number()));
  }

  private static long counterOf(RequestNumber number) {
    return number.value() - Requests.number(1).value() + 1;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** The judge, before anything happened. */
  public NaiveTerm naive() {
    return new NaiveTerm(
        rooms,
        students,
        new NaiveRules(rules, retakeUpTo, countsWaitlisted, windows),
        releasesAtOnce);
  }

  /** Whether a seat that is given back is free at once; else by {@link Step.Due}. */
  public boolean releasesAtOnce() {
    return releasesAtOnce;
  }

  /** The rule book as the registrar would write it. */
  public Map<String, Object> book() {
    var book = new LinkedHashMap<String, Object>();
    for (RefusalRule rule : new HashSet<>(rules)) {
      book.put(
          rule.wireName(),
          switch (rule) {
            case ALREADY_PASSED -> retakeUpTo == null ? Map.of() : Map.of("retakeUpTo", retakeUpTo);
            case CREDIT_LIMIT ->
                Map.of(
                    "countsWaitlisted",
                    countsWaitlisted,
                    "byGradeAverage",
                    List.of(Map.of("from", 3.5, "more", 3), Map.of("from", 4.0, "more", 6)));
            default -> Map.of();
          });
    }
    return book;
  }

  /** The sections. */
  public List<NaiveTerm.Room> rooms() {
    return List.copyOf(rooms);
  }

  /** The students as they are now. */
  public List<NaiveTerm.Student> students() {
    return List.copyOf(students);
  }
}
