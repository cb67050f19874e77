package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A semester.
 *
 * @param zone IANA name of the time zone in which people read its times
 * @param windows when each year may register
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Term(
    String id,
    String nameKo,
    String nameEn,
    String zone,
    LocalDate startsOn,
    LocalDate endsOn,
    List<Window> windows) {

  /**
   * When a cohort may register: from {@code opensAt} on, before {@code closesAt}.
   *
   * @param year the cohort's year of study, 1 or more
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Window(int year, Instant opensAt, Instant closesAt) {}

  /** The window of a year of study, if it has one. */
  public Optional<Window> windowOf(int year) {
    return windows.stream().filter(window -> window.year() == year).findFirst();
  }
}
