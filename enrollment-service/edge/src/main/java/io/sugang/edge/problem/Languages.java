package io.sugang.edge.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The languages that a caller wants, whatever the caller wrote. */
public final class Languages {

  private static final int MOST = 20;
  private static final Pattern COMMA = Pattern.compile("\\s*,[\\s,]*");

  private Languages() {}

  /** The wanted languages, the best first; none if the header can't be read. */
  public static List<Locale> of(HttpHeaders headers) {
    return of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
  }

  /**
   * As {@link #of(HttpHeaders)}, from the header's value; {@code null} is fine. Members that can't
   * be read, or are not wanted at all, are left out.
   */
  public static List<Locale> of(String acceptLanguage) {
    if (acceptLanguage == null) {
      return List.of();
    }
    return COMMA
        .splitAsStream(acceptLanguage)
        .limit(MOST)
        .flatMap(Languages::range)
        .filter(range -> range.getWeight() > 0)
        .sorted(Comparator.comparingDouble(LanguageRange::getWeight).reversed())
        .map(range -> Locale.forLanguageTag(range.getRange()))
        .toList();
  }

  /** Some clients name a locale as their system does: {@code ko_KR}. */
  private static Stream<LanguageRange> range(String member) {
    try {
      return LanguageRange.parse(member.strip().replace('_', '-')).stream();
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  /** The first of the caller's languages that we have; English if there is none. */
  public static Locale choose(List<Locale> wanted) {
    return wanted.stream()
        .map(locale -> Locale.of(locale.getLanguage()))
        .filter(locale -> locale.equals(Locale.KOREAN) || locale.equals(Locale.ENGLISH))
        .findFirst()
        .orElse(Locale.ENGLISH);
  }
}
