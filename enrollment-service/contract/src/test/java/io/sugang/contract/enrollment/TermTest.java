package io.sugang.contract.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.enrollment.Term.WindowKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TermTest {

  private static final Window MAIN = window(4, "", "", 100, 200);
  private static final Window ADD_DROP = window(4, "", "", 300, 400);
  private static final Window LONGER = window(4, "CSE", "", 150, 250);
  private static final Window OF_A_GROUP = window(0, "", "visiting", 50, 60);
  private static final Term TERM =
      new Term(
          "2027-1",
          "",
          "",
          "Asia/Seoul",
          LocalDate.EPOCH,
          LocalDate.EPOCH,
          List.of(ADD_DROP, MAIN, LONGER, OF_A_GROUP),
          List.of());

  @Test
  void aStudentHasTheWindowsOfAllHerCohorts() {
    assertThat(TERM.windowsOf(student(4, "CSE"))).containsExactly(MAIN, LONGER, ADD_DROP);
    assertThat(TERM.windowsOf(student(4, "MAT"))).containsExactly(MAIN, ADD_DROP);
    assertThat(TERM.windowsOf(student(1, "CSE"))).isEmpty();
    assertThat(TERM.windowsOf(student(1, "CSE", "visiting"))).containsExactly(OF_A_GROUP);
  }

  @Test
  void theOneThatCountsIsOpenOrTheNextOrTheLast() {
    assertThat(at(99, "CSE")).contains(MAIN);
    assertThat(at(100, "CSE")).contains(MAIN);
    assertThat(at(149, "CSE")).contains(MAIN);
    assertThat(at(150, "CSE")).contains(LONGER);
    assertThat(at(249, "CSE")).contains(LONGER);
    assertThat(at(200, "MAT")).contains(ADD_DROP);
    assertThat(at(250, "CSE")).contains(ADD_DROP);
    assertThat(at(399, "CSE")).contains(ADD_DROP);
    assertThat(at(400, "CSE")).contains(ADD_DROP);
    assertThat(TERM.windowOf(student(1, "CSE"), at(150))).isEmpty();
  }

  private static Optional<Window> at(int seconds, String department) {
    return TERM.windowOf(student(4, department), at(seconds));
  }

  private static Membership student(int year, String department, String... groups) {
    return new Membership("1", year, department, List.of(groups));
  }

  private static Window window(int year, String department, String group, int opens, int closes) {
    return new Window(Cohort.of(year, department, group), WindowKind.MAIN, at(opens), at(closes));
  }

  private static Instant at(int seconds) {
    return Instant.ofEpochSecond(seconds);
  }
}
