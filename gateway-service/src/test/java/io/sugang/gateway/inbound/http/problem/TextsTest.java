package io.sugang.gateway.inbound.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {

  @ParameterizedTest
  @EnumSource(ProblemType.class)
  void everyProblemHasItsTextsInBothLanguages(ProblemType type) {
    for (Locale locale : List.of(Locale.ENGLISH, Locale.KOREAN)) {
      assertThat(Texts.get(locale, type.slug() + ".title", Map.of())).isNotBlank();
      assertThat(Texts.get(locale, type.slug() + ".detail", Map.of())).isNotBlank();
    }
  }

  @Test
  void bothLanguagesSayTheSameThingsWithTheSameFacts() {
    ResourceBundle english = ResourceBundle.getBundle("problems.texts", Locale.ROOT);
    ResourceBundle korean = ResourceBundle.getBundle("problems.texts", Locale.KOREAN);

    assertThat(korean.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      assertThat(facts(korean.getString(key))).as(key).isEqualTo(facts(english.getString(key)));
    }
  }

  @Test
  void factsAreFilledIn() {
    Map<String, Object> facts = Map.of("capacity", 1500, "waitlistLimit", 300);

    assertThat(Texts.get(Locale.ENGLISH, "decision.section-full", facts))
        .isEqualTo(
            "All 1500 seats of the section are taken, and its waitlist (300 places) is full.");
  }

  @Test
  void theFirstLanguageThatWeSpeakIsChosen() {
    assertThat(Texts.choose(List.of(Locale.FRENCH, Locale.forLanguageTag("ko-KR"))))
        .isEqualTo(Locale.KOREAN);
    assertThat(Texts.choose(List.of())).isEqualTo(Locale.ENGLISH);
  }

  private static Set<String> facts(String text) {
    return Pattern.compile("\\{[a-zA-Z]+}")
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
