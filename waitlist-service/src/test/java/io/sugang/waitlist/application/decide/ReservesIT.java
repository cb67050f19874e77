package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.admittedNumbers;
import static io.sugang.waitlist.Tables.states;
import static io.sugang.waitlist.University.everybody;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static io.sugang.waitlist.rule.Requests.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.config.WaitlistConfig;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Seats that a section keeps for first-year students. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class ReservesIT {

  @Inject SectionStore sections;
  @Inject TestWorker worker;

  @Test
  void theyAreKeptAndOnceItIsOverWhoeverWaitsHasThemInOrder() {
    SectionId section = University.freshSection("LAW1003", 3, 5);
    University.keepForFreshers(section, 2);
    sections.journal(
        List.of(
            enroll(section, 1, University.fresher(0)),
            enroll(section, 2, student(1)),
            enroll(section, 3, student(2)),
            enroll(section, 4, student(3)),
            enroll(section, 5, University.fresher(1)),
            enroll(section, 6, student(4))));
    worker.workOff(section);
    assertThat(states(section))
        .containsExactly(
            "admitted", "admitted", "waitlisted", "waitlisted", "admitted", "waitlisted");

    // Nobody who waits is of the first year.
    sections.journal(List.of(drop(section, 7, University.fresher(0), 1)));
    worker.workOff(section);
    assertThat(admittedNumbers(section))
        .containsExactly(number(2).toString(), number(5).toString());
    assertThat(taken(section)).containsExactly("1");
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);

    writer()
        .execute(
            "UPDATE section_reserve SET until_at = UTC_TIMESTAMP(3) WHERE section_id = '%s'"
                .formatted(section));
    assertThat(sections.waitingSince(Instant.EPOCH)).contains(section);
    worker.workOff(section);

    assertThat(states(section))
        .containsExactly(
            "dropped", "admitted", "admitted", "waitlisted", "admitted", "waitlisted", "done");
    assertThat(sections.waitingSince(Instant.EPOCH)).doesNotContain(section);
  }

  @Test
  void whoAsksAfterItIsOverStandsBehindThoseWhoWait() {
    SectionId section = University.freshSection("LAW1004", 1, 5);
    University.keepForFreshers(section, 1);
    sections.journal(List.of(enroll(section, 1, student(1)), enroll(section, 2, student(2))));
    worker.workOff(section);
    assertThat(states(section)).containsExactly("waitlisted", "waitlisted");

    sections.journal(List.of(enroll(section, 3, student(3))));
    writer()
        .execute(
            "UPDATE section_reserve SET until_at = UTC_TIMESTAMP(3) WHERE section_id = '%s'"
                .formatted(section));
    worker.workOff(section);

    assertThat(states(section)).containsExactly("admitted", "waitlisted", "waitlisted");
  }

  @Test
  void whoCanHaveNeitherAKeptSeatNorARankIsRefusedWithoutAStudentsLock() {
    SectionId section = University.freshSection("LAW3009", 2, 1);
    University.keepForFreshers(section, 1);
    sections.journal(everybody(section, 2));
    worker.workOff(section);
    assertThat(states(section)).containsExactly("admitted", "waitlisted");
    var locks = new AtomicInteger();
    var counted =
        new ForwardingStore(sections) {
          @Override
          public SectionTransaction change(SectionTransaction entry) {
            return new ForwardingTransaction(entry) {
              @Override
              public Set<StudentId> lock(Collection<StudentId> students) {
                locks.incrementAndGet();
                return super.lock(students);
              }
            };
          }
        };

    sections.journal(List.of(enroll(section, 3, student(2)), enroll(section, 4, student(0))));
    worker.with(counted).run(section, TestWorker.MAX);
    assertThat(locks.get()).isZero();
    sections.journal(
        List.of(enroll(section, 5, student(3)), enroll(section, 6, University.fresher(0))));
    worker.with(counted).run(section, TestWorker.MAX);

    assertThat(locks.get()).isOne();
    assertThat(states(section))
        .containsExactly("admitted", "waitlisted", "refused", "refused", "refused", "admitted");
    assertThat(
            writer()
                .column(
                    "SELECT reason FROM request WHERE state = 'refused' AND section_id = '%s' ORDER BY number"
                        .formatted(section)))
        .containsExactly("seats-reserved", "duplicate-of", "seats-reserved");
  }

  @Test
  void aKeptSeatGoesToTheFirstOfItsCohortHoweverManyWaitBefore() {
    int before = WaitlistConfig.WAITLIST_LOOK + 5;
    SectionId section = University.freshSection("LAW2005", 1, before + 5);
    University.keepForFreshers(section, 1);
    var requests = new ArrayList<LineRequest>();
    requests.add(enroll(section, 1, University.fresher(0)));
    List<StudentId> others = University.students(before);
    others.forEach(other -> requests.add(enroll(section, requests.size() + 1, other)));
    requests.add(enroll(section, requests.size() + 1, University.fresher(1)));
    requests.add(enroll(section, requests.size() + 1, University.fresher(2)));
    sections.journal(requests);
    worker.workOff(section);
    assertThat(admittedNumbers(section)).isEqualTo(numbers(1, 1));

    sections.journal(List.of(drop(section, requests.size() + 1, University.fresher(0), 1)));
    worker.workOff(section);

    assertThat(admittedNumbers(section)).containsExactly(number(before + 2).toString());
    assertThat(taken(section)).containsExactly("1");
  }

  private static List<String> taken(SectionId section) {
    return writer()
        .column("SELECT taken FROM section_reserve WHERE section_id = '%s'".formatted(section));
  }
}
