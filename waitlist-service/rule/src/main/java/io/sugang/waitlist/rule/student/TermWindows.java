package io.sugang.waitlist.rule.student;

import io.sugang.contract.enrollment.Term.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * When students may register in a term.
 *
 * @param zone in which people read its times
 */
public record TermWindows(ZoneId zone, List<Window> windows) {

  public TermWindows {
    windows = List.copyOf(windows);
  }

  /** The windows of a student's cohorts. */
  List<Window> of(StudentFacts student) {
    return windows.stream().filter(window -> student.isIn(window.cohort())).toList();
  }

  /** When a student may ask next: now, or at an opening; now if never. */
  Instant nextOpening(StudentFacts student, Instant now) {
    List<Window> hers = of(student);
    return hers.stream().anyMatch(window -> window.isOpen(now))
        ? now
        : hers.stream()
            .map(Window::opensAt)
            .filter(opensAt -> opensAt.isAfter(now))
            .min(Instant::compareTo)
            .orElse(now);
  }

  /** A time in the term's zone. */
  String text(Instant at) {
    return FactText.time(at.atZone(zone));
  }

  /** When it opens and closes, likewise. */
  String text(Window window) {
    return text(window.opensAt()) + " – " + text(window.closesAt());
  }
}
