package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.LocalTime;
import java.util.List;

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
      List<Meeting> meetings) {}

  /**
   * When and where a section meets each week.
   *
   * @param day 1 Monday to 7 Sunday
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Meeting(int day, LocalTime startsAt, LocalTime endsAt, String room) {}
}
