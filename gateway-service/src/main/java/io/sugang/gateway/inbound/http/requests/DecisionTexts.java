package io.sugang.gateway.inbound.http.requests;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.Reason;
import io.sugang.edge.problem.Texts;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What decisions say to students: every rule in the way, with its facts. */
public final class DecisionTexts {

  private static final Texts TEXTS = new Texts("decisions.texts");
  private static final String SKIPPED = "skipped.";
  private static final String SWAP = "swap.";
  private static final String SWAPPED_FOR = "swappedFor";

  private DecisionTexts() {}

  static String refused(Reason why, LineDecision decision, Locale locale) {
    // Whoever gives up a seat already needs no advice to do so.
    String advice = SWAP + why.wireName();
    return decision.source().isEmpty() && TEXTS.has(locale, advice)
        ? inTheWay(why, " " + text(locale, advice, decision.facts()), decision, locale)
        : inTheWay(why, "", decision, locale);
  }

  /**
   * Every rule in the way.
   *
   * @param advice that follows the first of them
   */
  private static String inTheWay(Reason why, String advice, LineDecision decision, Locale locale) {
    var text = new StringBuilder(text(locale, why.wireName(), decision.facts())).append(advice);
    if (decision.facts().get("also") instanceof List<?> others) {
      for (Object other : others) {
        var facts = (Map<?, ?>) other;
        text.append(' ').append(text(locale, Objects.toString(facts.get("rule")), facts));
      }
    }
    return text.toString();
  }

  /** What a seat was given up for; empty if it was for nothing else. */
  static Optional<String> dropped(LineDecision decision, Locale locale) {
    return decision.facts().containsKey(SWAPPED_FOR)
        ? Optional.of(text(locale, "swapped", decision.facts()))
        : Optional.empty();
  }

  static String passedOver(Reason why, LineDecision decision, Locale locale) {
    return TEXTS.has(locale, SKIPPED + why.wireName())
        ? text(locale, SKIPPED + why.wireName(), decision.facts())
        : TEXTS.get(locale, "skipped.because", Map.of("why", inTheWay(why, "", decision, locale)));
  }

  /** What a rule in the way says; as its name if this gateway does not know it. */
  public static String inTheWay(String rule, Map<String, Object> facts, Locale locale) {
    return TEXTS.has(locale, rule) ? text(locale, rule, facts) : rule;
  }

  /** The same of what is only so if earlier sections of the cart are given. */
  public static String ifGiven(String rule, Map<String, Object> facts, Locale locale) {
    return TEXTS.get(locale, "if-given", Map.of("why", inTheWay(rule, facts, locale)));
  }

  static String quarantined(Locale locale) {
    return TEXTS.get(locale, "quarantined", Map.of());
  }

  private static String text(Locale locale, String key, Map<?, ?> facts) {
    var readable = new HashMap<String, Object>();
    facts.forEach((name, value) -> readable.put((String) name, value));
    if (readable.get("day") instanceof Integer day) {
      readable.put("day", DayOfWeek.of(day).getDisplayName(TextStyle.FULL, locale));
    }
    return TEXTS.get(locale, key, readable);
  }
}
