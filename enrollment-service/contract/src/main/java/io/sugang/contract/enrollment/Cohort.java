package io.sugang.contract.enrollment;

import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Students of a kind; empty: any.
 *
 * @param year of study, 1 or more
 * @param department whose programme they follow
 * @param group a named group that the registrar keeps
 */
public record Cohort(OptionalInt year, Optional<String> department, Optional<String> group) {

  /**
   * As tables have it.
   *
   * @param year 0: any
   * @param department empty: any
   * @param group empty: any
   */
  public static Cohort of(int year, String department, String group) {
    return new Cohort(
        year == 0 ? OptionalInt.empty() : OptionalInt.of(year),
        Optional.of(department).filter(id -> !id.isEmpty()),
        Optional.of(group).filter(name -> !name.isEmpty()));
  }

  /** Such as {@code CSE/2}: what must be so, without words of any language. */
  public String code() {
    String yearOfStudy = year.isPresent() ? Integer.toString(year.getAsInt()) : "";
    return Stream.of(department.orElse(""), yearOfStudy, group.orElse(""))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }

  /** Whether a student of these is in it. */
  public boolean includes(int year, String department, Collection<String> groups) {
    return (this.year.isEmpty() || this.year.getAsInt() == year)
        && (this.department.isEmpty() || this.department.get().equals(department))
        && (group.isEmpty() || groups.contains(group.get()));
  }
}
