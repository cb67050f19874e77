package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.isOversold;
import static io.sugang.waitlist.Tables.seats;
import static io.sugang.waitlist.Tables.undecided;
import static io.sugang.waitlist.Together.together;
import static io.sugang.waitlist.University.everybody;
import static io.sugang.waitlist.University.student;
import static io.sugang.waitlist.application.decide.TestWorker.MAX;
import static io.sugang.waitlist.rule.Requests.enroll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.outbound.mysql.CanaryStore;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/**
 * No section is oversold, and nobody gets two seats in a course, however many workers decide at
 * once. Each promise is judged by a question to the tables; its canary asks the same question with
 * the protection off, and must hear another answer.
 */
@QuarkusTest
@WithTestResource(LocalStack.class)
class SeatsIT {

  @Inject SectionStore sections;
  @Inject TestWorker worker;
  @Inject Vertx vertx;
  @Inject WaitlistConfig config;

  @Test
  void twoWorkersOnOneSectionNeverOversellIt() throws Exception {
    SectionId section = University.freshSection("MAT1001", 10);
    sections.journal(everybody(section, 60));

    together(8, () -> worker.workOff(section));

    assertThat(seats(section)).isEqualTo(10);
    assertThat(isOversold(section)).isFalse();
    assertThat(undecided(section)).isZero();
  }

  @Test
  void canaryWithoutLockTheSectionIsOversold() throws Exception {
    SectionId section = University.freshSection("MAT1002", 1);
    sections.journal(List.of(enroll(section, 1, student(0))));
    var both = new CyclicBarrier(2);
    // The table's rule, which looks at the sum of the seats, sees nothing either.
    together(
        List.of(
            () -> decideUnlocked(sections, both, enroll(section, 1, student(0))),
            () -> decideUnlocked(sections, both, enroll(section, 2, student(1)))));

    assertThat(isOversold(section)).isTrue();
    University.freshSection("MAT1002", 1);
  }

  @Test
  void theDatabaseItselfRefusesToOversell() {
    SectionId section = University.freshSection("MAT1003", 5);

    assertThatThrownBy(
            () ->
                writer()
                    .execute(
                        "UPDATE section SET taken = 6 WHERE id = '%s'".formatted(section.value())))
        .rootCause()
        .hasMessageContaining("section_never_oversold");
  }

  @Test
  void oneStudentGetsOneSeatInTwoSectionsOfACourseThatDecideAtOnce() throws Exception {
    for (int round = 0; round < 10; round++) {
      SectionId first = University.freshSection("MAT1004", 5);
      var second = new SectionId("MAT1004-02");
      sections.journal(List.of(enroll(first, 1, student(0)), enroll(second, 1, student(0))));

      together(List.of(() -> worker.workOff(first), () -> worker.workOff(second)));

      assertThat(seatsInCourse("MAT1004", student(0))).isEqualTo(1);
      assertThat(undecided(first) + undecided(second)).isZero();
    }
  }

  @Test
  void canaryWithoutStudentLocksAndKeyOneStudentGetsTwoSeatsInACourse() throws Exception {
    SectionId first = University.freshSection("MAT2005", 5);
    var second = new SectionId("MAT2005-02");
    try (var canary = CanaryStore.open(vertx, config)) {
      writer()
          .execute("ALTER TABLE canary.enrollment DROP KEY enrollment_in_one_section_of_a_course");
      var both = new CyclicBarrier(2);
      together(
          List.of(
              () -> decideUnlocked(canary.sections(), both, enroll(first, 1, student(0))),
              () -> decideUnlocked(canary.sections(), both, enroll(second, 1, student(0)))));

      assertThat(
              writer()
                  .number(
                      "SELECT COUNT(*) FROM canary.enrollment WHERE course_id = 'MAT2005' AND student_id = '%s'"
                          .formatted(student(0).value())))
          .isEqualTo(2);
    }
  }

  /** Each sees its own request, and what was there before the other's commit. */
  private AdmitBatch.Result decideUnlocked(
      SectionStore of, CyclicBarrier both, LineRequest request) {
    return worker.with(new UnlockedStore(of, both, List.of(request))).run(request.section(), MAX);
  }

  private static long seatsInCourse(String course, StudentId student) {
    return writer()
        .number(
            "SELECT COUNT(*) FROM enrollment WHERE course_id = '%s' AND student_id = '%s'"
                .formatted(course, student.value()));
  }
}
