package io.sugang.gateway.inbound.http.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** The languages that a caller wants, whatever the caller wrote. */
public final class Languages {

  private Languages() {}

  /** The wanted languages, the best first; none if the header can't be read. */
  public static List<Locale> of(HttpHeaders headers) {
    return of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
  }

  /** As {@link #of(HttpHeaders)}, from the header's value; {@code null} is fine. */
  public static List<Locale> of(String acceptLanguage) {
    if (acceptLanguage == null) {
      return List.of();
    }
    try {
      return Locale.LanguageRange.parse(acceptLanguage).stream()
          .map(range -> Locale.forLanguageTag(range.getRange()))
          .toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }
}
