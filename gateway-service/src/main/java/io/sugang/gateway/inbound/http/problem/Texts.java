package io.sugang.gateway.inbound.http.problem;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts for people, in Korean and English. Placeholders name facts: <code>{capacity}</code>. */
public final class Texts {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private Texts() {}

  /** The first of the caller's languages that we have; English if there is none. */
  public static Locale choose(List<Locale> wanted) {
    return wanted.stream()
        .map(locale -> Locale.of(locale.getLanguage()))
        .filter(locale -> locale.equals(Locale.KOREAN) || locale.equals(Locale.ENGLISH))
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  /** The text of a key with its placeholders filled. */
  public static String get(Locale locale, String key, Map<String, ?> facts) {
    Locale bundle = locale.equals(Locale.KOREAN) ? Locale.KOREAN : Locale.ROOT;
    String text;
    try {
      text = ResourceBundle.getBundle("problems.texts", bundle, NO_FALLBACK).getString(key);
    } catch (MissingResourceException e) {
      throw new IllegalStateException("no text for " + key, e);
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement(Objects.toString(facts.get(match.group(1)), "")));
  }
}
