package io.sugang.waitlist.rule.student;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of facts that people of any language can read. */
public final class FactText {

  private static final int MOST = 8;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx", Locale.ROOT);

  private FactText() {}

  /** Such as {@code A, B, +3}: never longer than a decision may be. */
  public static String names(Collection<String> names) {
    String first = names.stream().limit(MOST).collect(Collectors.joining(", "));
    return names.size() <= MOST ? first : first + ", +" + (names.size() - MOST);
  }

  /** Such as {@code 2027-02-01 10:00:00+09:00}. */
  public static String time(ZonedDateTime at) {
    return TIME.format(at);
  }
}
