package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that is offered.
 *
 * @param departments by id
 * @param sections by id
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Catalogue(List<Department> departments, List<Section> sections) {

  /** A department with its names in Korean and English. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Department(String id, String nameKo, String nameEn) {}

  /**
   * One offering of a course.
   *
   * @param taken seats taken when it was read; the line may know newer ones
   * @param waitlistLimit how many may wait for a seat of the full section
   * @param waitlisted how many did when it was read
   * @param version of the seat count; a higher one is newer
   * @param reserves seats that are kept for cohorts when it was read
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Section(
      String id,
      String term,
      String course,
      String department,
      String titleKo,
      String titleEn,
      int credits,
      String teacherKo,
      String teacherEn,
      int capacity,
      int taken,
      int waitlistLimit,
      int waitlisted,
      long version,
      List<Meeting> meetings,
      List<Reserve> reserves) {

    public Section {
      // As a service that knows of none says it.
      reserves = reserves == null ? List.of() : List.copyOf(reserves);
    }
  }

  /**
   * Seats of a section that are kept for a cohort until an instant, then open to everybody.
   *
   * @param year of study, 1 or more; empty: any
   * @param department whose programme the student follows; empty: any
   * @param group a named group that the registrar keeps; empty: any, and none
   * @param seats how many, 1 or more
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Reserve(
      OptionalInt year,
      Optional<String> department,
      Optional<String> group,
      int seats,
      Instant until) {}

  /**
   * When and where a section meets each week.
   *
   * @param day 1 Monday to 7 Sunday
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Meeting(int day, LocalTime startsAt, LocalTime endsAt, String room) {}
}
