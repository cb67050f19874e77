package io.sugang.contract.enrollment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sugang.contract.decision.WireName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A semester.
 *
 * @param zone IANA name of the time zone in which people read its times
 * @param windows when each cohort may register
 * @param seatReleases when seats that are given back are released, since when; the last one counts,
 *     and none means at once
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Term(
    String id,
    String nameKo,
    String nameEn,
    String zone,
    LocalDate startsOn,
    LocalDate endsOn,
    List<Window> windows,
    List<SeatRelease> seatReleases) {

  public Term {
    // As a service that knows none does not say it.
    seatReleases = seatReleases == null ? List.of() : seatReleases;
  }

  /**
   * When a cohort may register: from {@code opensAt} on, before {@code closesAt}. A cohort may have
   * several, and a student be in several cohorts.
   *
   * @param year of study, 1 or more; empty: any
   * @param department whose programme the student follows; empty: any
   * @param group a named group that the registrar keeps; empty: any, and none
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Window(
      OptionalInt year,
      Optional<String> department,
      Optional<String> group,
      WindowKind kind,
      Instant opensAt,
      Instant closesAt) {

    public Window {
      // As a service that knows years only says it.
      year = year == null ? OptionalInt.empty() : year;
      department = department == null ? Optional.empty() : department;
      group = group == null ? Optional.empty() : group;
      kind = kind == null ? WindowKind.MAIN : kind;
    }

    /** A cohort's. */
    public Window(Cohort cohort, WindowKind kind, Instant opensAt, Instant closesAt) {
      this(cohort.year(), cohort.department(), cohort.group(), kind, opensAt, closesAt);
    }

    /** Everybody's main window. */
    public static Window ofEverybody(Instant opensAt, Instant closesAt) {
      return new Window(Cohort.of(0, "", ""), WindowKind.MAIN, opensAt, closesAt);
    }

    /** Whose it is. */
    public Cohort cohort() {
      return new Cohort(year, department, group);
    }

    boolean isFor(Membership student) {
      return cohort().includes(student.year(), student.department(), student.groups());
    }

    private boolean countsBefore(Window other, Instant at) {
      if (isOpen(at) != other.isOpen(at)) {
        return isOpen(at);
      }
      boolean isToCome = at.isBefore(opensAt);
      if (isToCome != at.isBefore(other.opensAt)) {
        return isToCome;
      }
      return isToCome ? opensAt.isBefore(other.opensAt) : closesAt.isAfter(other.closesAt);
    }

    /** Whether it is open. */
    public boolean isOpen(Instant at) {
      return !at.isBefore(opensAt) && at.isBefore(closesAt);
    }
  }

  /** What a window is for, as people are told; both let them join and drop. */
  public enum WindowKind {
    MAIN("main"),
    /** After the main one, when lectures have begun. */
    ADD_DROP("add-drop");

    private static final Map<String, WindowKind> BY_NAME =
        WireName.index(values(), WindowKind::wireName);

    private final String wireName;

    WindowKind(String wireName) {
      this.wireName = wireName;
    }

    /** Its name in the API and the database. */
    @JsonValue
    public String wireName() {
      return wireName;
    }

    /**
     * The kind with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static WindowKind of(String wireName) {
      return WireName.find(BY_NAME, "kind of window", wireName);
    }
  }

  /**
   * When seats that are given back are released to whoever is next.
   *
   * @param times by the clock of the term's zone; empty but for {@link ReleaseKind#AT_TIMES}
   * @param atLeastSeconds of the delay; empty but for {@link ReleaseKind#AFTER_DELAY}, as all that
   *     follow
   * @param atMostSeconds of the delay
   * @param commitment SHA-256 of the seed's 32 bytes, in hexadecimal digits
   * @param seed by which the delays are drawn, in hexadecimal digits; empty until a day after the
   *     term's last window has closed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record SeatRelease(
      Instant since,
      ReleaseKind kind,
      Optional<List<LocalTime>> times,
      OptionalInt atLeastSeconds,
      OptionalInt atMostSeconds,
      Optional<String> commitment,
      Optional<String> seed) {}

  /** How seats are released. */
  public enum ReleaseKind {
    AT_ONCE("at-once"),
    /** At the next of some times of day. */
    AT_TIMES("at-times"),
    /** After a delay that is drawn by chance. */
    AFTER_DELAY("after-delay");

    private static final Map<String, ReleaseKind> BY_NAME =
        WireName.index(values(), ReleaseKind::wireName);

    private final String wireName;

    ReleaseKind(String wireName) {
      this.wireName = wireName;
    }

    /** Its name in the API and the database. */
    @JsonValue
    public String wireName() {
      return wireName;
    }

    /**
     * The kind with a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    @JsonCreator
    public static ReleaseKind of(String wireName) {
      return WireName.find(BY_NAME, "kind of release", wireName);
    }
  }

  /** The windows of a student, the earliest first. */
  public List<Window> windowsOf(Membership student) {
    return windows.stream()
        .filter(window -> window.isFor(student))
        .sorted(Comparator.comparing(Window::opensAt).thenComparing(Window::closesAt))
        .toList();
  }

  /**
   * The window of a student that counts at a time: of those that are open the one that closes last,
   * else the next that opens, else the last that closed.
   */
  public Optional<Window> windowOf(Membership student, Instant at) {
    Window counts = null;
    for (Window window : windows) {
      if (window.isFor(student) && (counts == null || window.countsBefore(counts, at))) {
        counts = window;
      }
    }
    return Optional.ofNullable(counts);
  }
}
