package io.sugang.benchmark.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  @Property(tries = 50)
  void inAHotRushEveryStudentAsksOnce(@ForAll @IntRange(min = 1, max = 500) int students) {
    List<Ask> asks = Workload.hot(students, 7);

    assertThat(asks).hasSize(students).allMatch(ask -> ask.section() == 0);
    assertThat(asks.stream().map(Ask::student).distinct().count()).isEqualTo(students);
  }

  @Property(tries = 50)
  void onACampusEveryStudentAsksForSixDifferentSections(
      @ForAll @IntRange(min = 1, max = 100) int students,
      @ForAll @IntRange(min = 6, max = 80) int sections,
      @ForAll long seed) {
    Map<Integer, List<Ask>> byStudent =
        Workload.campus(students, sections, seed).stream()
            .collect(Collectors.groupingBy(Ask::student));

    assertThat(byStudent).hasSize(students);
    assertThat(byStudent.values())
        .allSatisfy(
            asks -> {
              assertThat(asks).hasSize(6).doesNotHaveDuplicates();
              assertThat(asks).allMatch(ask -> ask.section() >= 0 && ask.section() < sections);
            });
  }

  @Test
  void theSameSeedMakesTheSameWorkload() {
    assertThat(Workload.campus(200, 60, 2027)).isEqualTo(Workload.campus(200, 60, 2027));
    assertThat(Workload.campus(200, 60, 2027)).isNotEqualTo(Workload.campus(200, 60, 2028));
    assertThat(Workload.hot(200, 2027)).isEqualTo(Workload.hot(200, 2027));
    assertThat(Workload.hot(200, 2027)).isNotEqualTo(Workload.hot(200, 2028));
  }

  @Test
  void fewSectionsAreMuchMoreWantedThanMost() {
    Map<Integer, Long> demand =
        Workload.campus(2_000, 60, 2027).stream()
            .collect(Collectors.groupingBy(Ask::section, Collectors.counting()));

    assertThat(demand).hasSize(60);
    assertThat(demand.get(0)).isGreaterThan(demand.get(1)).isGreaterThan(5 * demand.get(59));
    assertThat(demand.get(1)).isGreaterThan(demand.get(10));
    assertThat(demand.get(10)).isGreaterThan(demand.get(50));
  }

  @Test
  void ofFewerThanSixSectionsEverybodyAsksForAll() {
    assertThat(Workload.campus(100, 3, 0)).hasSize(300).doesNotHaveDuplicates();
  }
}
