package io.sugang.gateway.inbound.http.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.edge.problem.Texts;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DecisionTextsTest {

  private static final String BUNDLE = "decisions.texts";

  @Test
  void bothLanguagesSayTheSameThingsWithTheSameFacts() {
    ResourceBundle english = ResourceBundle.getBundle(BUNDLE, Locale.ROOT);
    ResourceBundle korean = ResourceBundle.getBundle(BUNDLE, Locale.KOREAN);

    assertThat(korean.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(facts(korean.getString(key))).as(key).isEqualTo(facts(english.getString(key)));
    }
  }

  @Test
  void factsAreFilledIn() {
    assertThat(
            new Texts(BUNDLE)
                .get(
                    Locale.ENGLISH, "section-full", Map.of("capacity", 1500, "waitlistLimit", 300)))
        .isEqualTo(
            "All 1500 seats of the section are taken, and its waitlist (300 places) is full.");
  }

  private static Set<String> facts(String text) {
    return Pattern.compile("\\{[a-zA-Z]+}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
