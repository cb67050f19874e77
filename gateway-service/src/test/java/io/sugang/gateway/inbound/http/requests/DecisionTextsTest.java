package io.sugang.gateway.inbound.http.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.decision.RequestState;
import io.sugang.contract.id.StudentId;
import io.sugang.edge.problem.Texts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(RefusalRule.class)
  void everyRuleHasItsText(RefusalRule rule) {
    assertThat(new Texts(BUNDLE).has(Locale.ENGLISH, rule.wireName())).isTrue();
  }

  @Test
  void everythingThatIsInTheWayIsTold() {
    Map<String, Object> conflict =
        Map.of(
            "rule",
            "time-conflict",
            "section",
            "MAT1001-01",
            "day",
            1,
            "startsAt",
            "09:00",
            "endsAt",
            "10:15");
    LineDecision decision =
        new LineDecision(
            1,
            new StudentId("2027010001"),
            Optional.empty(),
            Optional.empty(),
            RequestState.REFUSED,
            Optional.of(RefusalRule.HOLD),
            Map.of("holds", "tuition", "also", List.of(conflict)),
            Instant.EPOCH,
            Instant.EPOCH,
            Optional.empty());

    assertThat(DecisionTexts.refused(RefusalRule.HOLD, decision, Locale.ENGLISH))
        .startsWith("You can't register at present (tuition).")
        .contains(" It meets when you are in section MAT1001-01 (Monday 09:00–10:15).");
    assertThat(DecisionTexts.refused(RefusalRule.HOLD, decision, Locale.KOREAN))
        .contains("(월요일 09:00–10:15)");
    assertThat(DecisionTexts.passedOver(RefusalRule.HOLD, decision, Locale.ENGLISH))
        .startsWith(
            "You keep your place on the waitlist, but are passed over as long as this is so:")
        .contains("(tuition)", "MAT1001-01");
  }

  private static Set<String> facts(String text) {
    return Pattern.compile("\\{[a-zA-Z]+}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
