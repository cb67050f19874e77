package io.sugang.waitlist.rule;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.rule.TermScenario.Step;
import io.sugang.waitlist.rule.student.RuleBook;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** P1, P2, P4, P6, P7 and P10 at once: any term against the naive registrar. */
class StudentRulesTest {

  private static final int STEPS = 60;

  @Property(tries = 3000)
  void anyTermEndsAsTheNaiveRegistrarSays(@ForAll long seed) {
    var scenario =
        new TermScenario(
            seed,
            List.of("A", "B", "C", "D"),
            IntStream.range(0, 6).mapToObj(i -> new StudentId("s" + i)).toList());
    var naive = scenario.naive();
    var term =
        new MemoryTerm(
            scenario.rooms(),
            scenario.students(),
            RuleBook.of(scenario.book()),
            scenario.releasesAtOnce());

    var looks = new Random(seed);
    for (int i = 0; i < STEPS; i++) {
      switch (scenario.next()) {
        case Step.Changed(var student) -> {
          naive.change(student);
          term.change(student);
        }
        case Step.Exempted(var student, var section, var rule) -> {
          naive.exempt(student, section, rule);
          term.exempt(student, section, rule);
        }
        case Step.Due(var section) -> {
          naive.releaseHeldBack(section);
          term.releaseHeldBack(section);
        }
        case Step.Released(var section, var kept) -> {
          naive.release(section, kept);
          term.release(section, kept);
        }
        case Step.Batch(var section, var requests) -> {
          boolean isCutTelling = isCutTelling(naive, requests);
          var expected = naive.decide(section, requests);
          var decided = new TreeMap<>(expected);
          decided.clear();
          int look = looks.nextInt(3) == 0 && !isCutTelling ? 1 + looks.nextInt(2) : 100;
          term.decide(section, requests, look)
              .forEach(d -> decided.put(d.request().number(), NaiveRules.text(d.decision())));
          assertThat(decided).as("step %d in %s", i, section).isEqualTo(expected);
          assertSame(naive, term, section);
        }
      }
    }
  }

  /** Where a batch is cut matters to requests, and places, that are dropped in it. */
  private static boolean isCutTelling(NaiveTerm naive, List<LineRequest> requests) {
    Set<RequestNumber> numbers = requests.stream().map(LineRequest::number).collect(toSet());
    return requests.stream()
        .anyMatch(
            request ->
                request instanceof DropRequested drop
                    && (numbers.contains(drop.releases())
                        || naive.places(drop.section()).containsKey(drop.releases())));
  }

  private static void assertSame(NaiveTerm naive, MemoryTerm term, SectionId section) {
    assertThat(term.seats(section)).isEqualTo(naive.seats(section));
    assertThat(term.places(section)).isEqualTo(naive.places(section));
    assertThat(term.passedOver(section)).isEqualTo(naive.passedOver(section));
    assertThat(term.section(section).taken()).isEqualTo(naive.taken(section));
    assertThat(term.section(section).waitlisted())
        .isEqualTo(naive.places(section).size() - naive.passedOver(section).size());
  }
}
