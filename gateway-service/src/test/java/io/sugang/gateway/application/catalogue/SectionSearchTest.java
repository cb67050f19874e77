package io.sugang.gateway.application.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.enrollment.Catalogue;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionSearchTest {

  private static final Catalogue.Section ARCHITECTURE =
      new Catalogue.Section(
          "ARC1001-01",
          "2027-1",
          "ARC1001",
          "ARC",
          "건축학 개론",
          "Introduction to Architecture",
          3,
          "김하늘",
          "Kim Haneul",
          40,
          0,
          10,
          0,
          1,
          List.of(),
          List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "건축학개론",
        "건축학 개론",
        "건축학\u3000개론",
        "개론 건축학",
        "건축학개론 김하늘",
        "김하늘  건축",
        "architecture INTRODUCTION",
        "haneul architecture",
        "kim haneul",
        "kimhaneul",
        "ARC1001",
        "\uFF21\uFF32\uFF231001",
        "arc1001-01",
        "건\u00A0축",
        "",
        "  "
      })
  void itIsFoundHoweverPeopleType(String query) {
    String text = SectionSearch.textOf(ARCHITECTURE);

    assertThat(SectionSearch.of(query).matches(text)).isTrue();
    assertThat(SectionSearch.of(Normalizer.normalize(query, Normalizer.Form.NFD)).matches(text))
        .as("decomposed, as a Mac types")
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"건축학개론 이하늘", "architecture 2", "개론건축", "arc1001-02", "론Intro"})
  void everyWordMustBeThere(String query) {
    assertThat(SectionSearch.of(query).matches(SectionSearch.textOf(ARCHITECTURE))).isFalse();
  }

  @Test
  void aDecomposedTitleIsFoundToo() {
    Catalogue.Section s = ARCHITECTURE;
    var decomposed =
        new Catalogue.Section(
            s.id(),
            s.term(),
            s.course(),
            s.department(),
            Normalizer.normalize(s.titleKo(), Normalizer.Form.NFD),
            s.titleEn(),
            s.credits(),
            s.teacherKo(),
            s.teacherEn(),
            s.capacity(),
            s.taken(),
            s.waitlistLimit(),
            s.waitlisted(),
            s.version(),
            s.meetings(),
            s.reserves());

    assertThat(SectionSearch.of("건축학").matches(SectionSearch.textOf(decomposed))).isTrue();
  }
}
