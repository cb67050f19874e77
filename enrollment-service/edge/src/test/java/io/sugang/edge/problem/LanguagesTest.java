package io.sugang.edge.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ko|ko",
        "ko-KR,ko;q=0.9,en;q=0.8|ko",
        "en-US,ko;q=0.5|en",
        "en;q=0.3,ko;q=0.5|ko",
        "ko_KR|ko",
        ", ,ko|ko",
        "ko;q=0,en|en",
        "ko;q=0|en",
        "fr,ko|ko",
        "fr|en",
        "*|en",
        "*;q=0.5,ko;q=0.4|ko",
        "verylongsubtagthatisnone,ko|ko",
        "ko;q=nonsense,ko;q=0.2|ko",
        "KO-kr|ko",
        "ko ; q=0.9 , en ; q=0.1|ko",
        "''|en"
      })
  void theBestLanguageThatWeSpeakIsChosen(String header, String language) {
    assertThat(Languages.choose(header).getLanguage()).isEqualTo(language);
  }

  @Test
  void withoutTheHeaderItIsEnglish() {
    assertThat(Languages.choose((String) null)).isEqualTo(Locale.ENGLISH);
    assertThat(Languages.choose("")).isEqualTo(Locale.ENGLISH);
  }

  @Property
  void nothingThatIsWrittenThereFails(
      @ForAll
          @Chars({'k', 'o', ',', ';', 'q', '=', '0', '.', '5', '-', '_', '*', ' '})
          @StringLength(max = 40)
          String header) {
    assertThat(Languages.choose(header).getLanguage()).isIn("ko", "en");
  }

  /** A reader that goes back would need hours. */
  @ParameterizedTest
  @ValueSource(strings = {",", " ", "-a", ";q"})
  void aLongHeaderIsReadOnce(String part) {
    assertThat(Languages.choose("a" + part.repeat(1_000_000) + "b")).isEqualTo(Locale.ENGLISH);
  }
}
