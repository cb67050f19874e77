package io.sugang.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.message.MailKind;
import java.text.Normalizer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MailIntentTest {

  @Test
  void aLineBreakInATitleCutsNoSubject() {
    MailIntent intent = intent("en", "Architecture\r\nBcc: all@example.edu\n", "개론");

    assertThat(intent.title()).isEqualTo("Architecture Bcc: all@example.edu");
  }

  @Test
  void spacesOfAllKindsAreOne() {
    assertThat(intent("ko", "", " 건축학\u3000\u00A0개론\t").title()).isEqualTo("건축학 개론");
  }

  @Test
  void decomposedHangulIsComposed() {
    String decomposed = Normalizer.normalize("건축학", Normalizer.Form.NFD);

    assertThat(intent("ko", "", decomposed).title()).isEqualTo("건축학");
  }

  private static MailIntent intent(String language, String titleEn, String titleKo) {
    return new MailIntent(
        1,
        MailKind.ADMITTED,
        "someone@example.edu",
        language,
        "김하늘",
        "Kim Haneul",
        "ARC1001-01",
        titleKo,
        titleEn,
        7,
        false,
        null,
        "",
        Map.of());
  }
}
