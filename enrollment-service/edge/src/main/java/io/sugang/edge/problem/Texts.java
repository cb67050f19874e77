package io.sugang.edge.problem;

import io.sugang.contract.text.ReadableTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts for people, in Korean and English. Placeholders name facts: <code>{capacity}</code>. */
public final class Texts {

  /** What problems and their rules say. */
  static final Texts PROBLEMS = new Texts("problems.texts");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");
  private static final ResourceBundle.Control NO_FALLBACK =
      ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

  private final String bundle;

  /**
   * @param bundle base name of a resource bundle whose root is English
   */
  public Texts(String bundle) {
    this.bundle = bundle;
  }

  /** Whether a key has a text. */
  public boolean has(Locale locale, String key) {
    return texts(locale).containsKey(key);
  }

  private ResourceBundle texts(Locale locale) {
    Locale language = locale.equals(Locale.KOREAN) ? Locale.KOREAN : Locale.ROOT;
    return ResourceBundle.getBundle(bundle, language, NO_FALLBACK);
  }

  /** The text of a key with its placeholders filled. */
  public String get(Locale locale, String key, Map<String, ?> facts) {
    String text;
    try {
      text = texts(locale).getString(key);
    } catch (MissingResourceException e) {
      throw new IllegalStateException("no text for " + key, e);
    }
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(said(locale, facts.get(match.group(1)))));
  }

  private String said(Locale locale, Object fact) {
    return switch (fact) {
      case Rule rule -> get(locale, rule.key(), rule.facts());
      case ZonedDateTime time ->
          ReadableTime.asSet(time.toInstant(), time.getZone(), locale.getLanguage());
      case null, default -> Objects.toString(fact, "");
    };
  }
}
