package io.sugang.enrollment.rules;

import io.sugang.contract.enrollment.Cohort;
import io.sugang.edge.problem.Problem;
import io.sugang.edge.problem.ProblemException;
import io.sugang.edge.problem.Rule;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Cohorts as registrars name them; whether there is a department is not looked at here. */
final class GivenCohort {

  private static final int LAST_YEAR = 9;
  private static final Pattern GROUP = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private GivenCohort() {}

  /**
   * A cohort.
   *
   * @param entry whose it is, such as {@code windows[0]}
   * @param year 1 to {@value #LAST_YEAR}; {@code null}: any
   * @param department {@code null}: any
   * @param group {@code null}: any, and none
   */
  static Cohort of(String entry, Integer year, String department, String group) {
    if (year != null && (year < 1 || year > LAST_YEAR)) {
      throw new ProblemException(Problem.field(entry + ".year", Rule.range(1, LAST_YEAR)));
    }
    if (group != null && !GROUP.matcher(group).matches()) {
      throw new ProblemException(Problem.field(entry + ".group", Rule.CODE));
    }
    return new Cohort(
        year == null ? OptionalInt.empty() : OptionalInt.of(year),
        Optional.ofNullable(department),
        Optional.ofNullable(group));
  }
}
