package io.sugang.waitlist.application.decide;

import static io.sugang.testing.Database.writer;
import static io.sugang.waitlist.Tables.isOversold;
import static io.sugang.waitlist.Together.together;
import static io.sugang.waitlist.rule.Requests.drop;
import static io.sugang.waitlist.rule.Requests.enroll;
import static io.sugang.waitlist.rule.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** P4 and P6 at size: a thousand seats are given back, and a thousand students wait for them. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class ManyDropsIT {

  private static final int SEATS = 1000;
  private static final int WAITING = 1000;
  private static final int NEW_REQUESTS = 600;
  private static final int WORKERS = 3;
  private static final int STEP = 100;

  @Inject SectionStore sections;
  @Inject TestWorker worker;

  @BeforeAll
  static void manyStudents() {
    writer()
        .execute(
            """
            INSERT INTO student (id, name_ko, name_en, email, language, year, department_id, max_credits)
            WITH RECURSIVE n AS (SELECT 0 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 99)
            SELECT CONCAT('drops-', LPAD(100 * a.i + b.i, 5, '0')), '', '', '', 'ko', 1, 'CSE', 18
            FROM n a JOIN n b WHERE 100 * a.i + b.i <= %d\
            """
                .formatted(SEATS + WAITING + NEW_REQUESTS));
  }

  @AfterAll
  static void noMore() {
    var unused = University.freshSection("LAW2006", 0);
    writer().execute("DELETE FROM student WHERE id LIKE 'drops-%'");
  }

  @Test
  void ranksDecideWhoGetsThemWhileOthersAsk() throws Exception {
    SectionId section = University.freshSection("LAW2006", SEATS, WAITING);
    sections.journal(
        IntStream.rangeClosed(1, SEATS + WAITING)
            .mapToObj(i -> enroll(section, i, student(i)))
            .toList());
    workOff(section);

    var held = new ArrayList<>(IntStream.rangeClosed(1, SEATS).boxed().toList());
    var random = new Random(15);
    var expected = new TreeSet<String>();
    held.forEach(i -> expected.add(number(i).toString()));
    int next = SEATS + WAITING + 1;
    int asked = 0;
    int served = 0;
    Collections.shuffle(held, random);
    while (!held.isEmpty()) {
      var requests = new ArrayList<LineRequest>();
      for (int i = 0; i < STEP; i++) {
        int released = held.removeLast();
        requests.add(drop(section, next++, student(released), released));
        expected.remove(number(released).toString());
        expected.add(number(SEATS + ++served).toString());
        if (random.nextInt(SEATS) < NEW_REQUESTS && asked < NEW_REQUESTS) {
          requests.add(enroll(section, next++, student(SEATS + WAITING + ++asked)));
        }
      }
      journalWhileDeciding(section, requests);

      assertThat(seats(section)).isEqualTo(expected);
      assertThat(isOversold(section)).isFalse();
    }
    assertThat(asked).isPositive();
    assertThat(served).isEqualTo(WAITING);
  }

  private void journalWhileDeciding(SectionId section, List<LineRequest> requests)
      throws Exception {
    var isJournaled = new AtomicBoolean();
    var work = new ArrayList<Callable<Boolean>>();
    work.add(
        () -> {
          for (int from = 0; from < requests.size(); from += 10) {
            sections.journal(requests.subList(from, Math.min(requests.size(), from + 10)));
          }
          isJournaled.set(true);
          return true;
        });
    for (int i = 0; i < WORKERS; i++) {
      work.add(
          () -> {
            while (!isJournaled.get()) {
              var unused = worker.decide(section);
            }
            return true;
          });
    }
    together(work);
    workOff(section);
  }

  private void workOff(SectionId section) {
    while (!(worker.decide(section) instanceof AdmitBatch.Result.Empty)) {
      Thread.onSpinWait();
    }
  }

  private static StudentId student(int index) {
    return new StudentId("drops-%05d".formatted(index));
  }

  private static Set<String> seats(SectionId section) {
    return new TreeSet<>(
        writer()
            .column(
                "SELECT number FROM enrollment WHERE section_id = '%s'"
                    .formatted(section.value())));
  }
}
