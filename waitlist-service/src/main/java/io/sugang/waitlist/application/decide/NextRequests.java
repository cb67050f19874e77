package io.sugang.waitlist.application.decide;

import static java.util.stream.Collectors.toMap;

import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.message.LineRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Whose turn it is, as journal and line say together. */
final class NextRequests {

  private NextRequests() {}

  /**
   * The next requests in number order. A list that is as long as was asked for may go on, so
   * nothing behind its end is certain to be next.
   */
  static List<LineRequest> of(List<LineRequest> journaled, List<LineRequest> inLine, int max) {
    var merged = new TreeMap<RequestNumber, LineRequest>();
    journaled.forEach(request -> merged.put(request.number(), request));
    inLine.forEach(request -> merged.putIfAbsent(request.number(), request));
    for (List<LineRequest> part : List.of(journaled, inLine)) {
      if (!part.isEmpty() && part.size() >= max) {
        merged.tailMap(part.getLast().number(), false).clear();
      }
    }
    return new ArrayList<>(merged.values()).subList(0, Math.min(max, merged.size()));
  }

  /**
   * Requests of the line whose number another one has, which is journaled or decided: the journal
   * had it first.
   */
  static List<LineRequest> clashes(
      List<LineRequest> inLine,
      List<LineRequest> journaled,
      Map<RequestNumber, LineUpdate> decided) {
    Map<RequestNumber, LineRequest> undecided =
        journaled.stream().collect(toMap(LineRequest::number, Function.identity()));
    return inLine.stream()
        .filter(
            request -> {
              LineRequest other = undecided.get(request.number());
              LineUpdate update = decided.get(request.number());
              return (other != null && !other.asksTheSame(request))
                  || (update != null && !update.isOf(request));
            })
        .toList();
  }

  static List<RequestNumber> numbers(Collection<LineRequest> requests) {
    return requests.stream().map(LineRequest::number).toList();
  }
}
