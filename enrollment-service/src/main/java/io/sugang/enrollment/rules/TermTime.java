package io.sugang.enrollment.rules;

import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Times as a registrar writes them: by the clock on the term's wall, or with an offset. */
final class TermTime {

  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private TermTime() {}

  /**
   * Such as {@code 2027-02-01T10:00} or {@code 2027-02-01T10:00+09:00}. Without an offset it must
   * be there exactly once: not in the hour that is left out when summer time begins, nor in the one
   * that comes twice when it ends.
   */
  static Instant of(String field, String text, ZoneId zone) {
    return parse(text, zone)
        .filter(at -> !at.isBefore(EARLIEST) && !at.isAfter(LATEST))
        .map(at -> at.truncatedTo(ChronoUnit.MILLIS))
        .orElseThrow(() -> new ProblemException(Problem.field(field, Rule.TERM_TIME)));
  }

  private static Optional<Instant> parse(String text, ZoneId zone) {
    try {
      return text == null ? Optional.empty() : instant(text, zone);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(String text, ZoneId zone) {
    if (hasOffset(text)) {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    }
    LocalDateTime local = LocalDateTime.parse(text);
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    return offsets.size() == 1
        ? Optional.of(local.toInstant(offsets.getFirst()))
        : Optional.empty();
  }

  private static boolean hasOffset(String text) {
    int time = text.indexOf('T');
    return time >= 0 && text.substring(time).chars().anyMatch(c -> "Zz+-".indexOf(c) >= 0);
  }
}
