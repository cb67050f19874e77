package io.sugang.local.university;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UniversityTest {

  private static final University UNIVERSITY = University.found(2027, 20_000);

  @Test
  void itHasTheSizeThatTheReadmePromises() {
    assertThat(UNIVERSITY.departments()).hasSize(30);
    assertThat(UNIVERSITY.sections()).hasSize(900);
    assertThat(UNIVERSITY.students()).hasSize(20_000);
  }

  @Test
  void idsAreUniqueAndOfTheirForm() {
    assertThat(UNIVERSITY.sections()).extracting(University.Section::id).doesNotHaveDuplicates();
    assertThat(UNIVERSITY.students()).extracting(University.Student::id).doesNotHaveDuplicates();
    assertThat(UNIVERSITY.sections()).allSatisfy(s -> new SectionId(s.id()));
    assertThat(UNIVERSITY.students()).allSatisfy(s -> new StudentId(s.id()));
  }

  @Test
  void everySectionHasSeatsAndATimetable() {
    assertThat(UNIVERSITY.sections())
        .allSatisfy(
            section -> {
              assertThat(section.capacity()).isBetween(15, 300);
              assertThat(section.meetings())
                  .isNotEmpty()
                  .allMatch(m -> m.startsAt().isBefore(m.endsAt()));
            });
  }

  @Test
  void studentsAreInFourYears() {
    assertThat(
            UNIVERSITY.students().stream()
                .collect(Collectors.groupingBy(University.Student::year, Collectors.counting())))
        .hasSize(4)
        .allSatisfy((year, count) -> assertThat(count).isEqualTo(5000));
  }

  @Test
  void theSameSeedFoundsTheSameUniversityAndAnotherSeedAnother() {
    assertThat(University.found(2027, 100).students())
        .isEqualTo(University.found(2027, 100).students())
        .isNotEqualTo(University.found(2028, 100).students());
  }

  @Test
  void tokensAreForStudentsThatExist() {
    List<String> ids =
        UNIVERSITY.students().stream().map(University.Student::id).limit(500).toList();

    assertThat(University.studentIds(500)).isEqualTo(ids);
  }
}
