package io.sugang.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\u000B",
        "\f",
        "\u0085",
        "\u00A0",
        "\u1680",
        "\u2003",
        "\u2028",
        "\u2029",
        "\u202F",
        "\u205F",
        "\u3000",
        "\u0000",
        "\u001B",
        "\u007F",
        "\u009F",
        " \r\n\t\u3000 "
      })
  void spacesLineBreaksAndControlsAreOneSpaceAndNoneAround(String gap) {
    assertThat(PlainText.of(gap + "건축학" + gap + "개론" + gap)).isEqualTo("건축학 개론");
  }

  @Test
  void decomposedTextIsComposed() {
    assertThat(PlainText.of(Normalizer.normalize("건축학 Café", Normalizer.Form.NFD)))
        .isEqualTo("건축학 Café");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ｃ＋＋ ﬁle ①",
        "\uD83D\uDC69\u200D\uD83D\uDD2C",
        "می\u200Cخواهم",
        "<b>&amp;</b> {x} 'y' \"z\""
      })
  void whatHasMeaningStays(String text) {
    assertThat(PlainText.of(text)).isEqualTo(text);
  }

  @Property
  void itIsOneLineOfComposedTextWithoutSpaceAroundIt(@ForAll @StringLength(max = 40) String text) {
    String plain = PlainText.of(text);

    assertThat(plain).isEqualTo(plain.strip()).doesNotContain("  ");
    assertThat(plain.codePoints().filter(c -> c != ' '))
        .noneMatch(c -> Character.isISOControl(c) || Character.isSpaceChar(c));
    assertThat(Normalizer.isNormalized(plain, Normalizer.Form.NFC)).isTrue();
  }

  @Property
  void twiceIsOnce(@ForAll @StringLength(max = 40) String text) {
    String plain = PlainText.of(text);

    assertThat(PlainText.of(plain)).isEqualTo(plain);
  }
}
