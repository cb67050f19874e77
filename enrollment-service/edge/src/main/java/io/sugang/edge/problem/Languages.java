package io.sugang.edge.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.stream.Stream;

/** The language in which a caller is answered, whatever the caller wrote. */
public final class Languages {

  private static final int MOST = 20;
  private static final int LONGEST = 40;

  private Languages() {}

  /** As {@link #choose(String)}, from all headers of a call. */
  public static Locale choose(HttpHeaders headers) {
    return choose(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
  }

  /**
   * The best of the caller's languages that we have; English if there is none. Members that can't
   * be read, or are not wanted at all, are left out, and so is what comes after the twentieth.
   *
   * @param acceptLanguage the header's value; {@code null} is fine
   */
  public static Locale choose(String acceptLanguage) {
    if (acceptLanguage == null) {
      return Locale.ENGLISH;
    }
    return Stream.of(acceptLanguage.split(",", MOST + 1))
        .limit(MOST)
        .map(String::strip)
        .filter(member -> !member.isEmpty() && member.length() <= LONGEST)
        .flatMap(Languages::ranges)
        .filter(range -> range.getWeight() > 0)
        .sorted(Comparator.comparingDouble(LanguageRange::getWeight).reversed())
        .map(range -> Locale.of(Locale.forLanguageTag(range.getRange()).getLanguage()))
        .filter(List.of(Locale.KOREAN, Locale.ENGLISH)::contains)
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  /** Some clients name a locale as their system does: {@code ko_KR}. */
  private static Stream<LanguageRange> ranges(String member) {
    try {
      return LanguageRange.parse(member.replace('_', '-')).stream();
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }
}
