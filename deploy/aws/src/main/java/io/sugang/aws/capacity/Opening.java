package io.sugang.aws.capacity;

import io.sugang.contract.enrollment.Term;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A time in which the capacity of an opening is there. Who may register when a window opens comes
 * in its first minutes; what comes later, scaling follows.
 *
 * @param from half an hour before a window opens: tasks start in minutes, and Spot may be short
 * @param until two hours after it, or after the last of several that open one after another
 */
public record Opening(Instant from, Instant until) {

  private static final Duration BEFORE = Duration.ofMinutes(30);
  private static final Duration AFTER = Duration.ofHours(2);

  /** The openings of terms that are not over; windows that open close together share one. */
  public static List<Opening> of(List<Term> terms, Instant now) {
    List<Opening> openings = new ArrayList<>();
    Stream<Instant> opens =
        terms.stream()
            .flatMap(term -> term.windows().stream())
            .map(Term.Window::opensAt)
            .filter(at -> at.minus(BEFORE).isAfter(now))
            .distinct()
            .sorted();
    opens.forEach(
        at -> {
          Instant from = at.minus(BEFORE);
          Instant until = at.plus(AFTER);
          if (!openings.isEmpty() && !from.isAfter(openings.getLast().until())) {
            openings.set(openings.size() - 1, new Opening(openings.getLast().from(), until));
          } else {
            openings.add(new Opening(from, until));
          }
        });
    return List.copyOf(openings);
  }
}
