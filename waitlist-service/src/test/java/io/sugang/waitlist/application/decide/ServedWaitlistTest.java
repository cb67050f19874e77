package io.sugang.waitlist.application.decide;

import static io.sugang.waitlist.rule.Requests.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.rule.Candidate;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Waitlist;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who of a waitlist, longer than what is looked at once, may be served. */
class ServedWaitlistTest {

  /** Everybody on a waitlist, and who of them is to be reviewed. */
  private record Everybody(List<Candidate> waiting, Set<Candidate> reviewed) {

    static Everybody any(long seed) {
      var random = new Random(seed);
      var waiting = new ArrayList<Candidate>();
      var reviewed = new HashSet<Candidate>();
      for (int i = random.nextInt(250); i >= 0; i--) {
        var holder =
            new Holder(number(waiting.size() + 1), new StudentId("s" + (waiting.size() + 1)));
        var candidate = new Candidate(holder, random.nextInt(4) > 0);
        waiting.add(candidate);
        if (random.nextInt(5) == 0) {
          reviewed.add(candidate);
        }
      }
      return new Everybody(waiting, reviewed);
    }

    List<Holder> ranked() {
      return waiting.stream()
          .filter(Candidate::hasRank)
          .map(Candidate::holder)
          .limit(WaitlistConfig.WAITLIST_LOOK)
          .toList();
    }

    /** Whoever may be served, in the order of their numbers. */
    List<Candidate> inOrder() {
      return waiting.stream()
          .filter(candidate -> candidate.hasRank() || reviewed.contains(candidate))
          .toList();
    }
  }

  static Stream<Long> seeds() {
    return new Random(15).longs(200).boxed();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nobodyIsBetweenThoseWhoAreFirst(long seed) {
    Everybody everybody = Everybody.any(seed);
    // Somebody among those with a rank could not be locked.
    var random = new Random(seed);
    Set<StudentId> locked = new HashSet<>();
    everybody.ranked().stream()
        .filter(_ -> random.nextInt(60) > 0)
        .forEach(holder -> locked.add(holder.student()));
    everybody.reviewed().forEach(candidate -> locked.add(candidate.holder().student()));

    Waitlist waitlist =
        ServedWaitlist.of(List.copyOf(everybody.reviewed()), everybody.ranked(), locked);

    assertThat(waitlist.first()).isEqualTo(everybody.inOrder().subList(0, waitlist.first().size()));
    if (waitlist.complete()) {
      assertThat(waitlist.first()).isEqualTo(everybody.inOrder());
    }
    assertThat(waitlist.others()).noneMatch(waitlist.first()::contains);
    assertThat(Stream.concat(waitlist.first().stream(), waitlist.others().stream()))
        .containsAll(everybody.reviewed());
  }

  @Test
  void withoutOrderNobodyIsFirst() {
    Everybody everybody = Everybody.any(1);
    Set<StudentId> locked = new HashSet<>();
    everybody.waiting().forEach(candidate -> locked.add(candidate.holder().student()));
    Waitlist ordered =
        ServedWaitlist.of(List.copyOf(everybody.reviewed()), everybody.ranked(), locked);

    Waitlist waitlist = ordered.withoutOrder();

    assertThat(ordered.first()).isNotEmpty();
    assertThat(waitlist.first()).isEmpty();
    assertThat(waitlist.complete()).isFalse();
    assertThat(waitlist.others()).containsAll(ordered.first()).containsAll(ordered.others());
  }
}
