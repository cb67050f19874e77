package io.sugang.waitlist.rule.student;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Term.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whoever asks must have a window that is open, as the line's gateway should have seen. Who waits
 * for a seat asked in time.
 */
public record InWindow() implements StudentRule {

  @Override
  public RefusalRule name() {
    return RefusalRule.OUTSIDE_WINDOW;
  }

  @Override
  public Optional<Map<String, Object>> violation(StudentFacts student, Offer offer) {
    if (student.askedAt().isEmpty()) {
      return Optional.empty();
    }
    Instant at = student.askedAt().get();
    TermWindows term = offer.windows();
    List<Window> windows = term.of(student);
    return windows.stream().anyMatch(window -> window.isOpen(at))
        ? Optional.empty()
        : Optional.of(
            Map.of(
                "acceptedAt",
                term.text(at),
                "windows",
                windows.isEmpty()
                    ? "–"
                    : FactText.names(windows.stream().map(term::text).sorted().toList())));
  }
}
