package io.sugang.waitlist.rule.student;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Courses that are asked for and not had. */
final class Missing {

  private static final int MOST = 4;

  private Missing() {}

  /** Such as {@code MAT1001/MAT1002, PHY1001}: the first or the second, and the third. */
  static Optional<Map<String, Object>> of(List<Set<String>> asked, Set<String> had) {
    List<String> missing =
        asked.stream()
            .filter(alternatives -> Collections.disjoint(alternatives, had))
            .map(alternatives -> oneOf(new TreeSet<>(alternatives)))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(Map.of("missing", FactText.names(missing)));
  }

  private static String oneOf(Set<String> alternatives) {
    String first = alternatives.stream().limit(MOST).collect(Collectors.joining("/"));
    return alternatives.size() <= MOST ? first : first + "/…";
  }
}
