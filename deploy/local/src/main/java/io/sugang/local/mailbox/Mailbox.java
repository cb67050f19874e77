package io.sugang.local.mailbox;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Where the local system's mails end up instead of in people's post: the latest ones, in memory.
 */
public final class Mailbox {

  /** A rush sends tens of thousands, and the launcher's memory is small. */
  private static final int KEPT = 10_000;

  private final Clock clock = Clock.systemUTC();
  private final SequencedMap<String, Mail> mails =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Mail> eldest) {
          return size() > KEPT;
        }
      };

  /** A mail as pages show it. */
  public record Mail(
      String id, String to, String subject, Instant sentAt, String text, String html) {}

  /**
   * Takes a mail.
   *
   * @param text may be empty, as may {@code html}
   */
  synchronized void deliver(String id, String to, String subject, String text, String html) {
    mails.put(id, new Mail(id, to, subject, clock.instant(), text, html));
  }

  /** The newest mails first. */
  public synchronized List<Mail> newest(Optional<String> to, int limit) {
    return mails.reversed().values().stream()
        .filter(mail -> to.isEmpty() || mail.to().equals(to.get()))
        .limit(limit)
        .toList();
  }

  /** One mail. */
  public synchronized Optional<Mail> find(String id) {
    return Optional.ofNullable(mails.get(id));
  }
}
