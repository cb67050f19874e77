package io.sugang.waitlist.application.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.id.SectionId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PreferenceTest {

  private static final List<SectionId> SECTIONS =
      IntStream.range(0, 900).mapToObj("CSE%04d-01"::formatted).map(SectionId::new).toList();

  @Test
  void workersHaveAboutAsMuchEach() {
    Map<String, Long> counts =
        SECTIONS.stream()
            .collect(
                Collectors.groupingBy(
                    section -> Preference.of(section, List.of("a", "b", "c")).orElseThrow(),
                    Collectors.counting()));

    assertThat(counts).hasSize(3);
    assertThat(counts.values()).allMatch(count -> count > 240 && count < 360);
  }

  @Test
  void whoLeavesLeavesOnlyWhatItHad() {
    for (SectionId section : SECTIONS) {
      String before = Preference.of(section, List.of("a", "b", "c")).orElseThrow();
      String after = Preference.of(section, List.of("c", "a")).orElseThrow();

      if (!before.equals("b")) {
        assertThat(after).isEqualTo(before);
      }
    }
  }

  @Test
  void nobodyPrefersAnythingWhereNobodyIs() {
    assertThat(Preference.of(SECTIONS.getFirst(), List.of())).isEmpty();
  }
}
