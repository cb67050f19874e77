package io.sugang.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.message.MailKind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailIntentTest {

  private static final Instant DECIDED = Instant.parse("2027-02-10T00:00:07.123Z");

  @Test
  void aLineBreakInATitleOrNameCutsNoSubject() {
    MailIntent intent = intent("en", DECIDED, Map.of());

    assertThat(intent.title()).isEqualTo("Architecture Bcc: all@example.edu");
    assertThat(intent.name()).isEqualTo("Kim Haneul");
    assertThat(intent.section()).isEqualTo("ARC1001-01");
  }

  @Test
  void textsAreThoseOfTheLanguageWithSpacesOfAllKindsAsOne() {
    MailIntent intent = intent("ko", DECIDED, Map.of());

    assertThat(intent.title()).isEqualTo("건축학 개론");
    assertThat(intent.name()).isEqualTo("김하늘");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ko | 2027년 2월 10일 (수) 오전 9:00:07 대한민국 표준시
          en | Wed, 10 Feb 2027, 9:00:07 AM KST
          """)
  void theTimeOfTheDecisionIsThatOfTheTermsZone(String language, String shown) {
    assertThat(intent(language, DECIDED, Map.of()).time()).isEqualTo(shown);
  }

  @Test
  void aTimeThatNobodyKnowsIsNotShown() {
    assertThat(intent("en", null, Map.of()).time()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ko | opensAt  | 2027년 2월 10일 (수) 오전 9:00 대한민국 표준시
          en | opensAt  | Wed, 10 Feb 2027, 9:00 AM KST
          ko | section  | ARC1001-02
          en | capacity | 30
          en | room     | Hall 1 b
          """)
  void aFactIsShownAsPeopleReadIt(String language, String name, String shown) {
    var facts =
        Map.<String, Object>of(
            "opensAt", "2027-02-10T00:00:00Z",
            "section", "ARC1001-02",
            "capacity", 30,
            "room", " Hall\u00A01\nb");

    assertThat(intent(language, DECIDED, facts).fact(name)).isEqualTo(shown);
  }

  @Test
  void aFactThatIsNotKnownAnyMoreIsEmpty() {
    assertThat(intent("en", DECIDED, Map.of()).fact("rank")).isEmpty();
  }

  private static MailIntent intent(String language, Instant decidedAt, Map<String, Object> facts) {
    return new MailIntent(
        1,
        MailKind.ADMITTED,
        "someone@example.edu",
        language,
        "\u1100\u1175\u11B7하늘",
        "Kim\u2028Haneul",
        "ARC1001-01\n",
        null,
        " 건축학\u3000\u00A0개론\t",
        "Architecture\r\nBcc: all@example.edu\n",
        7,
        decidedAt,
        ZoneId.of("Asia/Seoul"),
        false,
        null,
        "",
        facts);
  }
}
