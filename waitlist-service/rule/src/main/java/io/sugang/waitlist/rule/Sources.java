package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.SeatRequested.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Seats in other sections that students would give up, and those that they gave up. */
final class Sources {

  private final Map<StudentId, List<Seat>> held = new HashMap<>();

  /** By the number of the request that won what they are given up for. */
  private final Map<RequestNumber, GivenUp> givenUp = new LinkedHashMap<>();

  /**
   * @param held by whoever holds them
   */
  Sources(Map<StudentId, List<Seat>> held) {
    held.forEach((student, seats) -> this.held.put(student, new ArrayList<>(seats)));
  }

  /** That the student holds no more what she would give up; empty if she does, or gives nothing. */
  Optional<Refusal> gone(StudentId student, Optional<Source> gives) {
    return gives
        .filter(source -> find(student, source).isEmpty())
        .map(source -> new Refusal.SwapSourceGone(source.section()));
  }

  /** She has won the seat that she gives this one up for. */
  void giveUp(Holder winner, Source source) {
    Seat seat = find(winner.student(), source).orElseThrow();
    held.get(winner.student()).remove(seat);
    givenUp.put(winner.wonBy(), new GivenUp(winner.student(), seat));
  }

  /** She has not won it after all; what she gave up for it stays hers. */
  void keep(Holder winner) {
    GivenUp kept = givenUp.remove(winner.wonBy());
    if (kept != null) {
      held.get(winner.student()).add(kept.seat());
    }
  }

  private Optional<Seat> find(StudentId student, Source source) {
    return held.getOrDefault(student, List.of()).stream()
        .filter(seat -> seat.isOf(source.section(), source.wonBy()))
        .findFirst();
  }

  List<GivenUp> givenUp() {
    return List.copyOf(givenUp.values());
  }
}
