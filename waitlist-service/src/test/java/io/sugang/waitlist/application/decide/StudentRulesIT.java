package io.sugang.waitlist.application.decide;

import static io.sugang.waitlist.Together.together;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.testing.LocalStack;
import io.sugang.waitlist.University;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.outbound.mysql.CanaryStore;
import io.sugang.waitlist.outbound.mysql.TermTables;
import io.sugang.waitlist.rule.NaiveRules;
import io.sugang.waitlist.rule.NaiveTerm;
import io.sugang.waitlist.rule.Requests;
import io.sugang.waitlist.rule.TermScenario;
import io.sugang.waitlist.rule.TermScenario.Step;
import io.sugang.waitlist.rule.student.Meeting;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.TermWindows;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The student rules on the real database, in tables of their own. */
@QuarkusTest
@WithTestResource(LocalStack.class)
class StudentRulesIT {

  private static final Logger LOG = Logger.getLogger(StudentRulesIT.class);

  private static final int SCENARIOS = 100;
  private static final int STEPS = 16;
  private static final int DECIDERS = 16;
  private static final List<String> COURSES = List.of("NUR1001", "NUR1002", "NUR1003", "NUR1004");

  @Inject TestWorker worker;
  @Inject Vertx vertx;
  @Inject WaitlistConfig config;

  private final AtomicInteger deadlocks = new AtomicInteger();
  private CanaryStore store;

  @BeforeEach
  void open() {
    store = CanaryStore.open(vertx, config);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anyTermEndsAsTheNaiveRegistrarSays() {
    long first = System.nanoTime();
    LOG.infof("seeds: %d and the next %d", first, SCENARIOS - 1);
    for (long seed = first; seed < first + SCENARIOS; seed++) {
      play(seed);
    }
  }

  private void play(long seed) {
    var scenario = new TermScenario(seed, COURSES, University.students(6));
    NaiveTerm naive = scenario.naive();
    TermTables.arrange(scenario.rooms(), scenario.students(), scenario.book());
    if (!scenario.releasesAtOnce()) {
      TermTables.holdBack();
    }
    AdmitBatch real = worker.with(store.sections());
    for (int i = 0; i < STEPS; i++) {
      switch (scenario.next()) {
        case Step.Changed(var student) -> {
          naive.change(student);
          TermTables.change(student);
        }
        case Step.Exempted(var student, var section, var rule) -> {
          naive.exempt(student, section, rule);
          TermTables.exempt(student, section, rule);
        }
        case Step.Due(var section) -> {
          naive.releaseHeldBack(section);
          TermTables.releaseHeldBack(section);
        }
        case Step.Released(var section, var kept) -> {
          naive.release(section, kept);
          TermTables.release(section, kept);
        }
        case Step.Batch(var section, var requests) -> {
          store.sections().journal(requests);
          assertThat(decide(real, section))
              .as("seed %d, step %d in %s", seed, i, section)
              .isEqualTo(naive.decide(section, requests));
          assertSame(naive, section, "seed %d, step %d in %s".formatted(seed, i, section));
        }
      }
    }
  }

  private static Map<RequestNumber, String> decide(AdmitBatch real, SectionId section) {
    Map<RequestNumber, String> decided = new TreeMap<>();
    while (real.run(section, TestWorker.MAX) instanceof AdmitBatch.Result.Done done) {
      done.outcome()
          .decided()
          .forEach(d -> decided.put(d.request().number(), NaiveRules.text(d.decision())));
    }
    return decided;
  }

  private static void assertSame(NaiveTerm naive, SectionId section, String when) {
    assertThat(TermTables.seats(section)).as(when).isEqualTo(text(naive.seats(section)));
    assertThat(TermTables.places(section)).as(when).isEqualTo(text(naive.places(section)));
    assertThat(TermTables.passedOver(section)).as(when).isEqualTo(text(naive.passedOver(section)));
    assertThat(TermTables.areKeptSeatsCounted()).as(when).isTrue();
    assertThat(TermTables.sums(section))
        .as(when)
        .isEqualTo(
            naive.taken(section)
                + " "
                + (naive.places(section).size() - naive.passedOver(section).size()));
  }

  private static Map<String, String> text(Map<RequestNumber, ?> byNumber) {
    var text = new TreeMap<String, String>();
    byNumber.forEach(
        (number, value) ->
            text.put(
                number.toString(), value instanceof StudentId id ? id.value() : value.toString()));
    return text;
  }

  /** No other rule has what is won or dropped elsewhere looked at. */
  @Test
  void whoDropsTheOneOfABundleIsBackWhereSheWaitsForTheOther() {
    StudentId student = University.student(0);
    StudentId other = University.student(1);
    var first = new SectionId("NUR1001-01");
    var second = new SectionId("NUR1002-01");
    var wish = new NaiveTerm.Wish(Set.of(first, second), 1, null);
    TermTables.arrange(
        List.of(room(first, 1, 0), room(second, 1, 1)),
        List.of(person(student, List.of(wish)), person(other, List.of())),
        Map.of(RefusalRule.BUNDLE_SATISFIED.wireName(), Map.of()));
    AdmitBatch real = worker.with(store.sections());
    ask(real, second, Requests.enroll(second, 1, other), Requests.enroll(second, 2, student));
    ask(real, first, Requests.enroll(first, 1, student));
    ask(real, second, Requests.drop(second, 3, other, 1));
    assertThat(TermTables.passedOver(second)).containsValue("bundle-satisfied");

    ask(real, first, Requests.drop(first, 2, student, 1));
    ask(real, second);

    assertThat(TermTables.seats(second)).containsValue(student.value());
  }

  private void ask(AdmitBatch real, SectionId section, LineRequest... requests) {
    store.sections().journal(List.of(requests));
    var unused = decide(real, section);
  }

  private static NaiveTerm.Room room(SectionId section, int capacity, int waitlistLimit) {
    return new NaiveTerm.Room(
        new Offer(
            section,
            section.value().substring(0, 7),
            3,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            new TermWindows(ZoneOffset.UTC, List.of())),
        capacity,
        waitlistLimit,
        List.of());
  }

  private static NaiveTerm.Student person(StudentId id, List<NaiveTerm.Wish> wishes) {
    return new NaiveTerm.Student(
        id, 1, "CSE", 18, BigDecimal.ONE, Set.of(), Set.of(), Map.of(), wishes);
  }

  /** P7: every pair of sections clashes, and everybody asks for all of them at once. */
  @Test
  void sectionsThatDecideOnOneStudentAtOnceNeverBothAdmit() throws Exception {
    List<StudentId> students = University.students(10);
    for (int round = 0; round < 10; round++) {
      List<SectionId> sections = arrangeClashing(students);
      for (SectionId section : sections) {
        store.sections().journal(everybody(section, students, round));
      }
      var work = new ArrayList<Callable<Boolean>>();
      sections.forEach(section -> work.add(() -> workOff(section)));
      together(work);

      assertThat(TermTables.mostSeatsOfOne()).isEqualTo(1);
      assertThat(TermTables.students()).isEqualTo(students.size());
    }
    assertThat(deadlocks.get()).as("batches that were tried again").isZero();
  }

  private static List<LineRequest> everybody(
      SectionId section, List<StudentId> students, int round) {
    var shuffled = new ArrayList<>(students);
    Collections.shuffle(shuffled, new Random(round + section.hashCode()));
    var requests = new ArrayList<LineRequest>();
    shuffled.forEach(
        student -> requests.add(Requests.enroll(section, requests.size() + 1, student)));
    return requests;
  }

  private boolean workOff(SectionId section) {
    AdmitBatch batch = worker.with(store.sections());
    while (true) {
      try {
        if (batch.run(section, 2) instanceof AdmitBatch.Result.Empty) {
          return true;
        }
      } catch (SectionStore.TryAgainException e) {
        deadlocks.incrementAndGet();
        LOG.infof("again: %s", e.getMessage());
      }
    }
  }

  @Test
  void canaryWithoutStudentLocksOneStudentSitsInTwoSectionsAtOneTime() throws Exception {
    StudentId student = University.student(0);
    List<SectionId> sections = arrangeClashing(List.of(student));
    var both = new CyclicBarrier(2);
    together(
        sections.stream()
            .limit(2)
            .map(
                section ->
                    (Callable<AdmitBatch.Result>) () -> decideUnlocked(both, section, student))
            .toList());

    assertThat(TermTables.mostSeatsOfOne()).isEqualTo(2);
  }

  private AdmitBatch.Result decideUnlocked(
      CyclicBarrier both, SectionId section, StudentId student) {
    return worker
        .with(
            new UnlockedStore(
                store.sections(), both, List.of(Requests.enroll(section, 1, student))))
        .run(section, TestWorker.MAX);
  }

  private static List<SectionId> arrangeClashing(List<StudentId> students) {
    List<NaiveTerm.Room> rooms =
        clashing().stream()
            .map(
                course ->
                    new NaiveTerm.Room(
                        new Offer(
                            new SectionId(course + "-01"),
                            course,
                            3,
                            List.of(new Meeting(1, LocalTime.of(9, 0), LocalTime.of(10, 0))),
                            List.of(),
                            List.of(),
                            List.of(),
                            new TermWindows(ZoneOffset.UTC, List.of())),
                        students.size(),
                        0,
                        List.of()))
            .toList();
    TermTables.arrange(
        rooms,
        students.stream()
            .map(
                id ->
                    new NaiveTerm.Student(
                        id, 1, "CSE", 18, BigDecimal.ONE, Set.of(), Set.of(), Map.of(), List.of()))
            .toList(),
        Map.of(RefusalRule.TIME_CONFLICT.wireName(), Map.of()));
    return rooms.stream().map(room -> room.offer().section()).toList();
  }

  /** As many courses as there are deciders. */
  private static List<String> clashing() {
    return IntStream.rangeClosed(0, DECIDERS - 1)
        .mapToObj(i -> (i < 8 ? "NUR%d0%02d" : "NUT%d0%02d").formatted(i % 8 / 4 + 1, i % 8 + 1))
        .toList();
  }
}
