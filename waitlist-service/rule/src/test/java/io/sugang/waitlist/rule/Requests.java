package io.sugang.waitlist.rule;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.DropRequested;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.contract.message.SwapRequested;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Requests for tests. */
public final class Requests {

  /** When the first of them was accepted; each later one, a millisecond later. */
  public static final Instant ACCEPTED = Instant.parse("2027-02-08T00:00:00.000Z");

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";

  private Requests() {}

  /** The number with this counter in epoch 1. */
  public static RequestNumber number(long counter) {
    return new RequestNumber((1L << 40) + counter);
  }

  /** The numbers with these counters, as text. */
  public static List<String> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> number(i).toString()).toList();
  }

  /** A student's request for a seat. */
  public static LineRequest enroll(SectionId section, long counter, StudentId student) {
    return new EnrollRequested(
        section, number(counter), student, ACCEPTED.plusMillis(counter), TRACE);
  }

  /** A student's request for a seat, for which she gives up the one that an earlier request won. */
  public static LineRequest swap(
      SectionId section, long counter, StudentId student, SectionId source, long released) {
    return new SwapRequested(
        section,
        number(counter),
        student,
        source,
        number(released),
        ACCEPTED.plusMillis(counter),
        TRACE);
  }

  /** A student's request to drop an earlier one. */
  public static LineRequest drop(
      SectionId section, long counter, StudentId student, long released) {
    return new DropRequested(
        section, number(counter), student, number(released), ACCEPTED.plusMillis(counter), TRACE);
  }

  /** The numbers of those that are dropped before they are decided. */
  static Set<RequestNumber> withdrawn(List<LineRequest> requests) {
    Set<RequestNumber> withdrawn = new HashSet<>();
    for (int i = 0; i < requests.size(); i++) {
      for (LineRequest later : requests.subList(i, requests.size())) {
        if (requests.get(i) instanceof SeatRequested seat
            && later instanceof DropRequested drop
            && drop.releases().equals(seat.number())
            && drop.student().equals(seat.student())) {
          withdrawn.add(seat.number());
        }
      }
    }
    return withdrawn;
  }
}
