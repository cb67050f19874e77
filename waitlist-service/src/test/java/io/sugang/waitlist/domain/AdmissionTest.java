package io.sugang.waitlist.domain;

import static io.sugang.waitlist.Requests.enroll;
import static io.sugang.waitlist.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
        .containsExactly(new Decision.Admitted(), new Decision.Refused(new Refusal.SectionFull(1)));
    assertThat(outcome.section().taken()).isEqualTo(1);
  }

  @Test
  void aFullSectionRefusesWithItsCapacity() {
    var outcome = decide(section(30, 30), known(1), enroll(SECTION, 1, s(1)));

    assertThat(outcome.decided().getFirst().decision())
        .isEqualTo(new Decision.Refused(new Refusal.SectionFull(30)));
    assertThat(new Refusal.SectionFull(30).facts()).containsEntry("capacity", 30);
  }

  @Test
  void aSecondRequestForTheSameSeatIsADuplicateOfTheFirst() {
    var outcome =
        decide(section(5, 0), known(1), enroll(SECTION, 1, s(1)), enroll(SECTION, 2, s(1)));

    assertThat(outcome.decided().getLast().decision())
        .isEqualTo(new Decision.Refused(new Refusal.DuplicateOf(number(1))));
    assertThat(outcome.decided().getLast().isMailed()).isFalse();
    assertThat(outcome.section().taken()).isEqualTo(1);
  }

  @Test
  void whoSitsInAnotherSectionOfTheCourseIsRefusedWithThatSection() {
    var facts = new Facts(Set.of(s(1)), Map.of(s(1), new Seat(SIBLING, number(7))));

    var outcome = Admission.decide(section(5, 0), List.of(enroll(SECTION, 1, s(1))), facts);

    assertThat(outcome.decided().getFirst().decision())
        .isEqualTo(new Decision.Refused(new Refusal.CourseAlreadyTaken(SIBLING)));
  }

  @Test
  void whomTheOfficeDoesNotKnowIsQuarantinedAndTakesNoSeat() {
    var outcome =
        decide(section(1, 0), known(2), enroll(SECTION, 1, s(1)), enroll(SECTION, 2, s(2)));

    assertThat(outcome.decided())
        .extracting(Decided::decision)
        .containsExactly(new Decision.Quarantined("unknown-student"), new Decision.Admitted());
  }

  @Property
  void seatsNeverExceedTheCapacityAndGoToTheLowestNumbers(
      @ForAll @IntRange(max = 40) int capacity,
      @ForAll @Size(max = 80) List<@IntRange(min = 1, max = 50) Integer> students) {
    List<LineRequest> batch = new ArrayList<>();
    students.forEach(student -> batch.add(enroll(SECTION, batch.size() + 1, s(student))));
    Set<StudentId> everybody = new HashSet<>();
    students.forEach(student -> everybody.add(s(student)));

    var outcome = Admission.decide(section(capacity, 0), batch, new Facts(everybody, Map.of()));

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

  private static Admission.Outcome decide(Section section, Facts facts, LineRequest... batch) {
    return Admission.decide(section, List.of(batch), facts);
  }

  private static Section section(int capacity, int taken) {
    return new Section(SECTION, "CSE2010", "2027-1", capacity, taken, 0);
  }

  private static Facts known(int... students) {
    var ids = new HashSet<StudentId>();
    for (int student : students) {
      ids.add(s(student));
    }
    return new Facts(ids, Map.of());
  }

  private static StudentId s(int number) {
    return new StudentId("s" + number);
  }
}
