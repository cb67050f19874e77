package io.sugang.waitlist.rule;

import static io.sugang.waitlist.rule.Requests.number;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.id.StudentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** P4 and P6: nobody who has a rank, or may get it back, is missing among those who come first. */
class WaitlistTest {

  private static final int LOOK = 20;

  /** Pools by id; whoever's number is a multiple of it may have a seat. */
  private static final List<Long> POOLS = List.of(SeatPool.OPEN, 2L, 3L);

  /** A waitlist at random, and what a batch reads of it. */
  private record Everybody(List<Candidate> waiting, Set<Candidate> reviewed) {

    static Everybody any(Random random) {
      var waiting = new ArrayList<Candidate>();
      var reviewed = new HashSet<Candidate>();
      for (int i = random.nextInt(120); i >= 0; i--) {
        int counter = waiting.size() + 1;
        var holder = new Holder(number(counter), new StudentId("s" + counter));
        var candidate = new Candidate(holder, random.nextInt(4) > 0);
        waiting.add(candidate);
        if (random.nextInt(5) == 0) {
          reviewed.add(candidate);
        }
      }
      return new Everybody(waiting, reviewed);
    }

    Map<Long, List<Holder>> ranked() {
      var ranked = new HashMap<Long, List<Holder>>();
      for (long pool : POOLS) {
        ranked.put(
            pool,
            waiting.stream()
                .filter(candidate -> candidate.hasRank() && mayHave(candidate, pool))
                .map(Candidate::holder)
                .limit(LOOK)
                .toList());
      }
      return ranked;
    }

    /** Whoever may be served with a seat of a pool, in the order of their numbers. */
    List<Candidate> inOrder(long pool) {
      return waiting.stream()
          .filter(candidate -> candidate.hasRank() || reviewed.contains(candidate))
          .filter(candidate -> mayHave(candidate, pool))
          .toList();
    }

    Waitlist seen(Set<StudentId> locked) {
      return Waitlist.seen(List.copyOf(reviewed), ranked(), LOOK, locked);
    }
  }

  private static boolean mayHave(Candidate candidate, long pool) {
    return pool == SeatPool.OPEN || candidate.holder().wonBy().counter() % pool == 0;
  }

  private static SeatPool pool(long id) {
    return id == SeatPool.OPEN
        ? new OpenSeats(1)
        : new Reserve(id, TermScenario.YEAR_1, 1, 0, TermScenario.KEPT_UNTIL);
  }

  private static List<Candidate> first(Waitlist waitlist, long pool) {
    return waitlist.known().stream()
        .filter(candidate -> mayHave(candidate, pool))
        .filter(candidate -> waitlist.horizon().includes(pool(pool), candidate.holder().wonBy()))
        .toList();
  }

  @Property(tries = 300)
  void nobodyIsBetweenThoseWhoAreFirst(@ForAll long seed) {
    var random = new Random(seed);
    Everybody everybody = Everybody.any(random);
    // Somebody among those with a rank could not be locked.
    Set<StudentId> locked =
        everybody.waiting().stream()
            .filter(c -> everybody.reviewed().contains(c) || random.nextInt(60) > 0)
            .map(candidate -> candidate.holder().student())
            .collect(toSet());

    Waitlist waitlist = everybody.seen(locked);

    for (long pool : POOLS) {
      List<Candidate> inOrder = everybody.inOrder(pool);
      List<Candidate> first = first(waitlist, pool);
      assertThat(first).isEqualTo(inOrder.subList(0, first.size()));
      if (waitlist.horizon().isComplete(pool(pool))) {
        assertThat(first).isEqualTo(inOrder);
      }
    }
    assertThat(waitlist.known()).containsAll(everybody.reviewed());
  }

  @Test
  void ofAPoolThatWasNotLookedAtNobodyIsFirst() {
    Everybody everybody = Everybody.any(new Random(1));

    Waitlist waitlist = everybody.seen(locked(everybody));

    long other = 7;
    assertThat(waitlist.horizon().isComplete(pool(other))).isFalse();
    assertThat(first(waitlist, other)).isEmpty();
  }

  @Test
  void withoutOrderNobodyIsFirst() {
    Everybody everybody = Everybody.any(new Random(1));
    Waitlist ordered = everybody.seen(locked(everybody));

    Waitlist waitlist = ordered.withoutOrder();

    assertThat(first(ordered, SeatPool.OPEN)).isNotEmpty();
    assertThat(LongStream.of(0, 2, 3).allMatch(pool -> first(waitlist, pool).isEmpty())).isTrue();
    assertThat(waitlist.known()).isEqualTo(ordered.known());
  }

  private static Set<StudentId> locked(Everybody everybody) {
    return everybody.waiting().stream()
        .map(candidate -> candidate.holder().student())
        .collect(toSet());
  }
}
