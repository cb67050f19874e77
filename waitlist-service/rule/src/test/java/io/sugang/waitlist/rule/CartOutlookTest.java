package io.sugang.waitlist.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.rule.student.CartOutlook.Outlook;
import io.sugang.waitlist.rule.student.CartOutlook.Wanted;
import io.sugang.waitlist.rule.student.Meeting;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.RuleBook;
import io.sugang.waitlist.rule.student.TermWindows;
import io.sugang.waitlist.rule.student.Violation;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What a cart's check says is what becomes of its requests, if they are decided in its order. */
class CartOutlookTest {

  private static final StudentId STUDENT = new StudentId("s0");
  private static final String ADMITTED = "admitted";

  @Property(tries = 2000)
  void theDecisionsAreAsTheOutlookSaid(@ForAll long seed) {
    var scenario =
        new TermScenario(
            seed,
            List.of("A", "B", "C", "D"),
            IntStream.range(0, 3).mapToObj(i -> new StudentId("s" + i)).toList());
    var book = scenario.book();
    // The outlook is for the next opening.
    book.remove(RefusalRule.OUTSIDE_WINDOW.wireName());
    var term = new MemoryTerm(roomy(scenario.rooms()), scenario.students(), RuleBook.of(book));
    var random = new Random(seed);
    List<NaiveTerm.Room> all = new ArrayList<>(scenario.rooms());
    Collections.shuffle(all, random);
    all.stream().limit(2).forEach(room -> decide(term, room));

    Collections.shuffle(all, random);
    List<NaiveTerm.Room> cart = all.subList(0, random.nextInt(all.size() + 1));
    List<Outlook> outlooks = term.outlook(STUDENT, Requests.ACCEPTED).of(wanted(cart));

    assertThat(outlooks).hasSameSizeAs(cart);
    for (int i = 0; i < cart.size(); i++) {
      Outlook outlook = outlooks.get(i);
      if (outlook.alternative()) {
        assertThat(decide(term, cart.get(i))).as("%s", outlook).doesNotContain(ADMITTED);
      } else if (!outlook.held()) {
        assertThat(decide(term, cart.get(i))).as("%s", outlook).isEqualTo(told(outlook));
      }
    }
  }

  private static List<NaiveTerm.Room> roomy(List<NaiveTerm.Room> rooms) {
    return rooms.stream().map(room -> new NaiveTerm.Room(room.offer(), 100, 0, List.of())).toList();
  }

  private static List<Wanted> wanted(List<NaiveTerm.Room> cart) {
    return cart.stream()
        .map(room -> new Wanted(room.offer().section(), room.offer().course()))
        .toList();
  }

  /** The rules that refuse, or "admitted". */
  private static List<String> decide(MemoryTerm term, NaiveTerm.Room room) {
    var id = room.offer().section();
    long counter = 1L + term.seats(id).size();
    Decision decision =
        term.decide(id, List.of(Requests.enroll(id, counter, STUDENT)), 100).getLast().decision();
    return switch (decision) {
      case Decision.Refused(Refusal.ByRules(var violations)) ->
          violations.stream().map(CartOutlookTest::text).toList();
      case Decision.Refused(var refusal) -> List.of(refusal.rule() + " " + refusal.facts());
      default -> List.of(NaiveRules.text(decision));
    };
  }

  private static String text(Violation violation) {
    return violation.rule() + " " + violation.facts();
  }

  private static List<String> told(Outlook outlook) {
    return outlook.violations().isEmpty()
        ? List.of(ADMITTED)
        : outlook.violations().stream().map(CartOutlookTest::text).toList();
  }

  @Test
  void ofABundleOnlyTheFirstIsCountedUpon() {
    NaiveTerm.Room first = room("A-01", "A", 9, 1, List.of());
    NaiveTerm.Room sameCourse = room("A-02", "A", 9, 1, List.of());
    NaiveTerm.Room sameHour = room("B-01", "B", 9, 1, List.of());
    NaiveTerm.Room other = room("C-01", "C", 10, 1, List.of());
    var wish =
        new NaiveTerm.Wish(
            Set.of(sameCourse.offer().section(), first.offer().section(), other.offer().section()),
            1,
            null);

    List<Outlook> outlooks =
        outlooks(List.of(first, sameCourse, sameHour, other), List.of(wish), Requests.ACCEPTED);

    assertThat(outlooks).extracting(Outlook::alternative).containsExactly(false, true, false, true);
    assertThat(outlooks)
        .extracting(outlook -> outlook.violations().stream().map(Violation::rule).toList())
        .containsExactly(List.of(), List.of(), List.of(RefusalRule.TIME_CONFLICT), List.of());
  }

  /** A place on a waitlist counts until the seat does. */
  @Test
  void whoWaitsForASectionOfTheCartIsNotCountedTwice() {
    NaiveTerm.Room full = room("A-01", "A", 9, 0, List.of());
    NaiveTerm.Room other = room("B-01", "B", 10, 1, List.of());
    var student =
        new NaiveTerm.Student(STUDENT, 1, "CSE", 6, null, Set.of(), Set.of(), Map.of(), List.of());
    var term =
        new MemoryTerm(
            List.of(full, other),
            List.of(student),
            RuleBook.of(Map.of("credit-limit", Map.of("countsWaitlisted", true))));
    assertThat(decide(term, full)).containsExactly("waitlisted 1");

    assertThat(term.outlook(STUDENT, Requests.ACCEPTED).of(wanted(List.of(full, other))))
        .allMatch(outlook -> outlook.violations().isEmpty());
  }

  @Test
  void whatOnlyEarlierSectionsBringIsAssumed() {
    List<Outlook> outlooks =
        outlooks(
            List.of(room("A-01", "A", 9, 1, List.of()), room("B-01", "B", 9, 1, List.of())),
            List.of(),
            Requests.ACCEPTED);

    assertThat(outlooks.getLast().violations()).hasSize(1);
    assertThat(outlooks.getLast().assumed()).hasSize(1);
  }

  @Test
  void beforeOpeningTheWindowIsNotInTheWay() {
    Instant opens = Requests.ACCEPTED.plusSeconds(3600);
    List<NaiveTerm.Room> cart =
        List.of(room("A-01", "A", 9, 1, List.of(Window.ofEverybody(opens, opens.plusSeconds(60)))));

    assertThat(outlooks(cart, List.of(), Requests.ACCEPTED).getFirst().violations()).isEmpty();
    assertThat(outlooks(cart, List.of(), opens.plusSeconds(60)).getFirst().violations())
        .extracting(Violation::rule)
        .containsExactly(RefusalRule.OUTSIDE_WINDOW);
  }

  private static List<Outlook> outlooks(
      List<NaiveTerm.Room> cart, List<NaiveTerm.Wish> wishes, Instant now) {
    var student =
        new NaiveTerm.Student(STUDENT, 1, "CSE", 18, null, Set.of(), Set.of(), Map.of(), wishes);
    RuleBook book =
        RuleBook.of(
            Map.of(
                "outside-window",
                Map.of(),
                "time-conflict",
                Map.of(),
                "bundle-satisfied",
                Map.of()));
    return new MemoryTerm(cart, List.of(student), book).outlook(STUDENT, now).of(wanted(cart));
  }

  private static NaiveTerm.Room room(
      String id, String course, int hour, int capacity, List<Window> windows) {
    return new NaiveTerm.Room(
        new Offer(
            new SectionId(id),
            course,
            3,
            List.of(new Meeting(1, LocalTime.of(hour, 0), LocalTime.of(hour + 1, 0))),
            List.of(),
            List.of(),
            List.of(),
            new TermWindows(
                ZoneOffset.UTC,
                windows.isEmpty()
                    ? List.of(
                        Window.ofEverybody(Instant.EPOCH, Instant.parse("2099-01-01T00:00:00Z")))
                    : windows)),
        capacity,
        1,
        List.of());
  }
}
