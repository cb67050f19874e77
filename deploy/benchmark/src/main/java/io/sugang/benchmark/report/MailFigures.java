package io.sugang.benchmark.report;

import io.sugang.benchmark.rows.MailRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * What became of a round's mails.
 *
 * @param intents as the database has them
 * @param secondsUntilLastSent since the first request was sent; {@code null} unless every mail was
 *     waited for and sent
 */
public record MailFigures(long intents, long sent, long failed, Double secondsUntilLastSent) {

  /** Counts mails of a round that began then. */
  public static MailFigures of(List<MailRow> mails, Instant startedAt) {
    long sent = mails.stream().filter(mail -> mail.state().equals(MailRow.SENT)).count();
    long failed = mails.stream().filter(mail -> mail.state().equals(MailRow.FAILED)).count();
    Double seconds =
        sent == 0 || sent < mails.size()
            ? null
            : mails.stream()
                .map(MailRow::since)
                .max(Comparator.naturalOrder())
                .map(last -> Duration.between(startedAt, last).toMillis() / 1000.0)
                .orElse(null);
    return new MailFigures(mails.size(), sent, failed, seconds);
  }
}
