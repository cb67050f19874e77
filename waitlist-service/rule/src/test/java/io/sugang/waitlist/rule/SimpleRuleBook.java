package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules once more, as plain lists, to judge the real ones by. */
final class SimpleRuleBook {

  private final int capacity;
  private final int waitlistLimit;
  private final List<Holder> seats = new ArrayList<>();
  private final List<Holder> waitlist = new ArrayList<>();

  SimpleRuleBook(int capacity, int waitlistLimit) {
    this.capacity = capacity;
    this.waitlistLimit = waitlistLimit;
  }

  SimpleRuleBook play(List<LineRequest> requests) {
    Map<RequestNumber, StudentId> asked = new HashMap<>();
    Set<RequestNumber> withdrawn = new HashSet<>();
    for (LineRequest request : requests) {
      switch (request) {
        case SeatRequested seat -> asked.put(seat.number(), seat.student());
        case DropRequested drop -> {
          if (drop.student().equals(asked.get(drop.releases()))) {
            withdrawn.add(drop.releases());
          }
        }
      }
    }
    for (LineRequest request : requests) {
      switch (request) {
        case SeatRequested seat -> {
          var asking = new Holder(seat.number(), seat.student());
          boolean has =
              seats.stream().anyMatch(p -> p.student().equals(asking.student()))
                  || waitlist.stream().anyMatch(p -> p.student().equals(asking.student()));
          if (!withdrawn.contains(seat.number()) && !has) {
            if (seats.size() < capacity) {
              seats.add(asking);
            } else if (waitlist.size() < waitlistLimit) {
              waitlist.add(asking);
            }
          }
        }
        case DropRequested drop -> {
          var released = new Holder(drop.releases(), drop.student());
          waitlist.remove(released);
          if (seats.remove(released) && !waitlist.isEmpty()) {
            seats.add(waitlist.removeFirst());
          }
        }
      }
    }
    return this;
  }

  List<RequestNumber> seats() {
    return seats.stream().map(Holder::wonBy).toList();
  }

  List<RequestNumber> waitlist() {
    return waitlist.stream().map(Holder::wonBy).toList();
  }
}
