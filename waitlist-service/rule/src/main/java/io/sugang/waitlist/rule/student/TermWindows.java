package io.sugang.waitlist.rule.student;

import io.sugang.contract.enrollment.Term.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * When students may register in a term.
 *
 * @param zone in which people read its times
 */
public record TermWindows(ZoneId zone, List<Window> windows) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT);

  public TermWindows {
    windows = List.copyOf(windows);
  }

  /** Such as {@code 2027-02-01 10:00:00+09:00}: what people of any language can read. */
  String text(Instant at) {
    return TIME.format(at.atZone(zone));
  }

  /** When it opens and closes, likewise. */
  String text(Window window) {
    return text(window.opensAt()) + " – " + text(window.closesAt());
  }
}
