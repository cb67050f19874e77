package io.sugang.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
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
      assertThat(Texts.PROBLEMS.get(locale, type.slug() + ".title", Map.of())).isNotBlank();
      assertThat(Texts.PROBLEMS.get(locale, type.slug() + ".detail", Map.of())).isNotBlank();
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
  void everyRuleHasItsText() throws IllegalAccessException {
    var rules =
        new ArrayList<>(List.of(Rule.range(0, 9), Rule.length(1), Rule.entries(2), Rule.atMost(3)));
    rules.add(Rule.seatsTogether(30));
    rules.add(Rule.oneOf(List.of("enroll")));
    for (Field field : Rule.class.getFields()) {
      rules.add((Rule) field.get(null));
    }

    assertThat(rules).hasSizeGreaterThan(15);
    for (Rule rule : rules) {
      assertThat(Texts.PROBLEMS.get(Locale.ENGLISH, rule.key(), rule.facts()))
          .isNotBlank()
          .doesNotContain("{");
      assertThat(Texts.PROBLEMS.get(Locale.KOREAN, rule.key(), rule.facts())).isNotBlank();
    }
  }

  @Test
  void rulesAreSaidInTheCallersLanguage() {
    Problem problem = Problem.field("credits", Rule.range(0, 9));

    assertThat(ProblemResponses.answer(problem, "en").body())
        .contains("expected a whole number from 0 to 9");
    assertThat(ProblemResponses.answer(problem, "ko").body()).contains("0 이상 9 이하의 정수");
  }

  @Test
  void peopleReadTimesInTheirZoneAndProgramsAsInstants() {
    ZonedDateTime opening = ZonedDateTime.of(2027, 2, 10, 9, 0, 0, 0, ZoneId.of("Asia/Seoul"));
    Problem problem = Problem.of(ProblemType.WINDOW_NOT_OPEN, Map.of("opensAt", opening));

    assertThat(ProblemResponses.answer(problem, "en").body())
        .contains("Wed, 10 Feb 2027, 9:00 AM KST")
        .contains("\"opensAt\":\"2027-02-10T00:00:00Z\"");
    assertThat(ProblemResponses.answer(problem, "ko").body()).contains("2027년 2월 10일 (수) 오전 9:00");
  }

  @Test
  void whoCannotBeAskedForALanguageIsToldInBoth() {
    assertThat(LastProblem.HEAD_TOO_LARGE.body(Map.of())).contains("too large").contains("너무 큽니다");
  }

  private static Set<String> facts(String text) {
    return Pattern.compile("\\{[a-zA-Z]+}")
        .matcher(text)
        .results()
        .map(match -> match.group())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
