package io.sugang.contract.pause;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What operators hold up. */
public enum PausedWork {
  /** Students join lines: in a term, or everywhere. */
  ACCEPTING,
  /** Requests are decided, and waitlists served: in a section, a term, or everywhere. */
  DECIDING,
  /** Mails are sent. */
  MAIL;

  /** Its name in the database and the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names. */
  public static List<String> wireNames() {
    return Stream.of(values()).map(PausedWork::wireName).toList();
  }

  /**
   * The work with a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PausedWork of(String wireName) {
    return Stream.of(values())
        .filter(work -> work.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("work: unknown name"));
  }

  /** As {@link #wireName()}, so that statements can name it. */
  @Override
  public String toString() {
    return wireName();
  }
}
