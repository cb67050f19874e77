package io.sugang.waitlist.rule.student;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of names, as facts have them: never longer than a decision may be. */
final class Names {

  private static final int MOST = 8;

  private Names() {}

  /** Such as {@code A, B, +3}. */
  static String joined(Collection<String> names) {
    String first = names.stream().limit(MOST).collect(Collectors.joining(", "));
    return names.size() <= MOST ? first : first + ", +" + (names.size() - MOST);
  }
}
