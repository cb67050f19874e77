package io.sugang.waitlist.rule;

import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.decision.DeadLetterCause;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.MailKind;
import io.sugang.waitlist.rule.student.Eligibility;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private static final SectionId SECTION = new SectionId("CSE2010-01");
  private static final SectionId SIBLING = new SectionId("CSE2010-02");

  @Test
  void theLastSeatGoesToTheLowerNumber() {
    var outcome =
        decide(section(1, 0), known(1, 2), enroll(SECTION, 1, s(1)), enroll(SECTION, 2, s(2)));

    assertThat(outcome.decided())
        .extracting(Decided::decision)
        .containsExactly(
            new Decision.Admitted(), new Decision.Refused(new Refusal.SectionFull(1, 0)));
    assertThat(outcome.section().taken()).isEqualTo(1);
  }

  @Test
  void aFullSectionRefusesWithItsCapacity() {
    var outcome = decide(section(30, 30), known(1), enroll(SECTION, 1, s(1)));

    assertThat(outcome.decided().getFirst().decision())
        .isEqualTo(new Decision.Refused(new Refusal.SectionFull(30, 0)));
    assertThat(new Refusal.SectionFull(30, 0).facts()).containsEntry("capacity", 30);
  }

  @Test
  void aSecondRequestForTheSameSeatIsADuplicateOfTheFirst() {
    var outcome =
        decide(section(5, 0), known(1), enroll(SECTION, 1, s(1)), enroll(SECTION, 2, s(1)));

    assertThat(outcome.decided().getLast().decision())
        .isEqualTo(new Decision.Refused(new Refusal.DuplicateOf(number(1))));
    assertThat(outcome.notices()).extracting(Notice::number).containsExactly(number(1));
    assertThat(outcome.section().taken()).isEqualTo(1);
  }

  @Test
  void whoSitsInAnotherSectionOfTheCourseIsRefusedWithThatSection() {
    var facts = facts(Set.of(s(1)), Map.of(s(1), new Seat(SIBLING, number(7), SeatPool.OPEN)));

    var outcome = Admission.decide(section(5, 0), List.of(enroll(SECTION, 1, s(1))), facts);

    assertThat(outcome.decided().getFirst().decision())
        .isEqualTo(new Decision.Refused(new Refusal.CourseAlreadyTaken(SIBLING)));
  }

  @Test
  void whereAllIsTakenAnotherSectionOfTheCourseDoesNotMatter() {
    var facts = facts(Set.of(s(1)), Map.of(s(1), new Seat(SIBLING, number(7), SeatPool.OPEN)));

    var outcome = Admission.decide(section(0, 0), List.of(enroll(SECTION, 1, s(1))), facts);

    assertThat(outcome.decided().getFirst().decision())
        .isEqualTo(new Decision.Refused(new Refusal.SectionFull(0, 0)));
  }

  @Test
  void whoHasNoRecordIsQuarantinedAndTakesNoSeat() {
    var outcome =
        decide(section(1, 0), known(2), enroll(SECTION, 1, s(1)), enroll(SECTION, 2, s(2)));

    assertThat(outcome.decided())
        .extracting(Decided::decision)
        .containsExactly(
            new Decision.Quarantined(DeadLetterCause.UNKNOWN_STUDENT), new Decision.Admitted());
  }

  @Test
  void aRequestThatIsDroppedInItsBatchTakesNoSeatFromTheNext() {
    var outcome =
        decide(
            section(1, 0),
            known(1, 2),
            enroll(SECTION, 1, s(1)),
            enroll(SECTION, 2, s(2)),
            drop(SECTION, 3, s(1), 1));

    assertThat(outcome.decided())
        .extracting(Decided::decision)
        .containsExactly(
            new Decision.Withdrawn(),
            new Decision.Admitted(),
            new Decision.Released(Decision.Held.LINE_PLACE, number(1)));
    assertThat(outcome.notices())
        .extracting(Notice::kind)
        .containsExactly(MailKind.ADMITTED, MailKind.WITHDRAWN);
  }

  @Test
  void nobodyDropsWhatIsNotTheirs() {
    var facts =
        facts(Set.of(s(1), s(2)), Map.of(s(1), new Seat(SECTION, number(1), SeatPool.OPEN)));

    var outcome = decide(section(1, 1), facts, drop(SECTION, 5, s(2), 1));

    assertThat(outcome.decided().getFirst().decision())
        .isEqualTo(new Decision.Refused(new Refusal.NothingToDrop(number(1))));
    assertThat(outcome.section().taken()).isEqualTo(1);
    assertThat(outcome.notices()).isEmpty();
  }

  @Test
  void aFreeSeatWaitsUntilTheWholeWaitlistIsKnown() {
    var facts = Facts.of(Set.of(s(1)), Waitlist.UNKNOWN);

    var outcome = decide(section(1, 0, 5, 1), facts, enroll(SECTION, 1, s(1)));

    assertThat(outcome.decided()).isEmpty();
    assertThat(outcome.isEmpty()).isTrue();
  }

  @Test
  void nobodyIsServedAsLongAsSomebodyBeforeMayBeUnknown() {
    var behind = new Holder(number(5), s(5));
    var facts =
        new Facts(
            Set.of(s(5)),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(s(5), new WaitlistEntry(number(5), false, Optional.empty())),
            new Waitlist(
                List.of(Candidate.ranked(behind)),
                new Horizon(Map.of(SeatPool.OPEN, number(4).value()), Horizon.NOBODY)),
            Map.of(),
            true,
            Eligibility.EVERYBODY);

    var outcome = decide(section(1, 0, 5, 2), facts);

    assertThat(outcome.promoted()).isEmpty();
    assertThat(outcome.waitlistIsDue()).isTrue();
  }

  @Test
  void whoWaitsAlreadyIsADuplicateAndKeepsTheRank() {
    var facts =
        new Facts(
            Set.of(s(1)),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(s(1), new WaitlistEntry(number(3), false, Optional.empty())),
            waitlist(List.of(new Holder(number(3), s(1)))),
            Map.of(),
            true,
            Eligibility.EVERYBODY);

    var outcome = decide(section(1, 1, 5, 1), facts, enroll(SECTION, 9, s(1)));

    assertThat(outcome.decided().getFirst().decision())
        .isEqualTo(new Decision.Refused(new Refusal.DuplicateOf(number(3))));
  }

  /** One thing that a student of a few does: ask for a seat, or drop an earlier request. */
  record Step(int student, boolean drop, int released) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 12),
            Arbitraries.of(false, false, true),
            Arbitraries.integers().between(1, 60))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  /** P1, P2, P4 and P6 at once, against a rule book that is written as simply as can be. */
  @Property
  void anyMixOfRequestsAndDropsEndsAsTheSimpleRuleBookSays(
      @ForAll @IntRange(max = 6) int capacity,
      @ForAll @IntRange(max = 4) int waitlistLimit,
      @ForAll("steps") List<Step> steps) {
    List<LineRequest> batch = requests(steps);
    Set<StudentId> everybody = students(batch);

    var outcome =
        Admission.decide(section(capacity, 0, waitlistLimit, 0), batch, facts(everybody, Map.of()));
    var simple = new SimpleRuleBook(capacity, waitlistLimit).play(batch);

    assertThat(outcome.decided()).hasSameSizeAs(batch);
    assertThat(outcome.seatsTaken())
        .extracting(seat -> seat.holder().wonBy())
        .containsExactlyInAnyOrderElementsOf(simple.seats());
    assertThat(outcome.waitlistJoined())
        .extracting(Holder::wonBy)
        .containsExactlyElementsOf(simple.waitlist());
    assertThat(outcome.seatsFreed()).isEmpty();
    assertThat(outcome.waitlistLeft()).isEmpty();
    assertThat(outcome.section().taken())
        .isEqualTo(simple.seats().size())
        .isLessThanOrEqualTo(capacity);
    assertThat(outcome.section().waitlisted()).isEqualTo(simple.waitlist().size());
    assertThat(outcome.seatsTaken())
        .extracting(seat -> seat.holder().student())
        .doesNotHaveDuplicates();
    if (outcome.section().taken() < capacity) {
      assertThat(outcome.waitlistJoined()).isEmpty();
    }
  }

  /** The same over several commits: freed seats, promotions and drops of what was won before. */
  @Property
  void anyMixEndsAsTheSimpleRuleBookSaysHoweverItIsCutIntoBatches(
      @ForAll @IntRange(max = 6) int capacity,
      @ForAll @IntRange(max = 4) int waitlistLimit,
      @ForAll @IntRange(min = 1, max = 12) int batchSize,
      @ForAll("steps") List<Step> steps) {
    List<LineRequest> line = requests(steps);
    Set<StudentId> everybody = students(line);
    var simple = new SimpleRuleBook(capacity, waitlistLimit);
    Section section = section(capacity, 0, waitlistLimit, 0);
    Set<Holder> seats = new HashSet<>();
    var waitlist = new TreeMap<RequestNumber, Holder>();

    for (int from = 0; from < line.size(); from += batchSize) {
      List<LineRequest> batch = line.subList(from, Math.min(line.size(), from + batchSize));
      var outcome = Admission.decide(section, batch, facts(everybody, seats, waitlist.values()));
      simple.play(batch);

      section = outcome.section();
      outcome.seatsFreed().forEach(place -> assertThat(seats.remove(place)).isTrue());
      outcome.seatsTaken().forEach(seat -> assertThat(seats.add(seat.holder())).isTrue());
      outcome.waitlistLeft().forEach(p -> assertThat(waitlist.remove(p.wonBy())).isEqualTo(p));
      outcome.waitlistJoined().forEach(place -> waitlist.put(place.wonBy(), place));
      assertThat(outcome.decided()).hasSameSizeAs(batch);
      assertThat(seats)
          .extracting(Holder::wonBy)
          .containsExactlyInAnyOrderElementsOf(simple.seats());
      assertThat(waitlist.keySet()).containsExactlyElementsOf(simple.waitlist());
      assertThat(section.taken()).isEqualTo(seats.size());
      assertThat(section.waitlisted()).isEqualTo(waitlist.size());
    }
  }

  private static Facts facts(
      Set<StudentId> known, Collection<Holder> seats, Collection<Holder> waitlist) {
    return new Facts(
        known,
        seats.stream()
            .collect(
                Collectors.toMap(
                    Holder::student, p -> new Seat(SECTION, p.wonBy(), SeatPool.OPEN))),
        Map.of(),
        Map.of(),
        waitlist.stream()
            .collect(
                Collectors.toMap(
                    Holder::student, p -> new WaitlistEntry(p.wonBy(), false, Optional.empty()))),
        waitlist(waitlist),
        Map.of(),
        true,
        Eligibility.EVERYBODY);
  }

  private static Waitlist waitlist(Collection<Holder> ranked) {
    return Waitlist.all(ranked.stream().map(Candidate::ranked).toList());
  }

  private static List<LineRequest> requests(List<Step> steps) {
    List<LineRequest> requests = new ArrayList<>();
    for (Step step : steps) {
      int number = requests.size() + 1;
      requests.add(
          step.drop() && number > 1
              ? drop(SECTION, number, s(step.student()), 1 + step.released() % (number - 1))
              : enroll(SECTION, number, s(step.student())));
    }
    return requests;
  }

  private static Set<StudentId> students(List<LineRequest> requests) {
    return requests.stream().map(LineRequest::student).collect(Collectors.toSet());
  }

  @Property
  void seatsNeverExceedTheCapacityAndGoToTheLowestNumbers(
      @ForAll @IntRange(max = 40) int capacity,
      @ForAll @Size(max = 80) List<@IntRange(min = 1, max = 50) Integer> students) {
    List<LineRequest> batch = new ArrayList<>();
    students.forEach(student -> batch.add(enroll(SECTION, batch.size() + 1, s(student))));
    Set<StudentId> everybody = new HashSet<>();
    students.forEach(student -> everybody.add(s(student)));

    var outcome = Admission.decide(section(capacity, 0), batch, facts(everybody, Map.of()));

    List<StudentId> admitted =
        outcome.decided().stream()
            .filter(d -> d.decision() instanceof Decision.Admitted)
            .map(d -> d.request().student())
            .toList();
    List<StudentId> inTurn =
        batch.stream().map(LineRequest::student).distinct().limit(capacity).toList();
    assertThat(outcome.decided()).hasSameSizeAs(batch);
    assertThat(admitted).isEqualTo(inTurn).doesNotHaveDuplicates();
    assertThat(outcome.section().taken()).isEqualTo(admitted.size()).isLessThanOrEqualTo(capacity);
  }

  private static Outcome decide(Section section, Facts facts, LineRequest... batch) {
    return Admission.decide(section, List.of(batch), facts);
  }

  private static Section section(int capacity, int taken) {
    return section(capacity, taken, 0, 0);
  }

  private static Section section(int capacity, int taken, int waitlistLimit, int waitlisted) {
    return new Section(
        SECTION, "CSE2010", "2027-1", capacity, taken, waitlistLimit, waitlisted, List.of(), 0);
  }

  private static Facts facts(Set<StudentId> known, Map<StudentId, Seat> seats) {
    return new Facts(
        known,
        seats,
        Map.of(),
        Map.of(),
        Map.of(),
        Waitlist.NOBODY,
        Map.of(),
        true,
        Eligibility.EVERYBODY);
  }

  private static Facts known(int... students) {
    var ids = new HashSet<StudentId>();
    for (int student : students) {
      ids.add(s(student));
    }
    return facts(ids, Map.of());
  }

  private static StudentId s(int number) {
    return new StudentId("s" + number);
  }
}
