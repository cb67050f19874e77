package io.sugang.enrollment.catalogue;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.quarkus.cache.CacheResult;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Catalogue;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.text.PlainText;
import io.sugang.enrollment.config.EnrollmentConfig;
import io.sugang.enrollment.database.ReaderSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The catalogue, from the reader endpoint; looked up at most once a second however many ask. */
@ApplicationScoped
public class CatalogueReader {

  private final Sections sections;
  private final Courses courses;
  private final Departments departments;
  private final Meetings meetings;
  private final Reserves reserves;
  private final Clock clock;
  private final EnrollmentConfig config;

  CatalogueReader(
      Sections sections,
      Courses courses,
      Departments departments,
      Meetings meetings,
      Reserves reserves,
      Clock clock,
      EnrollmentConfig config) {
    this.sections = sections;
    this.courses = courses;
    this.departments = departments;
    this.meetings = meetings;
    this.reserves = reserves;
    this.clock = clock;
    this.config = config;
  }

  /** Everything that is offered. */
  @CacheResult(cacheName = "catalogue")
  public Uni<Catalogue> read() {
    // One after another: a session has one connection.
    return ReaderSession.ask(
        config.copyTimeout(),
        () ->
            // Sections first: what they refer to was there before them.
            sections
                .list("order by id")
                .flatMap(
                    ss ->
                        meetings
                            .list("order by sectionId, day, startsAt")
                            .flatMap(
                                ms ->
                                    courses
                                        .listAll()
                                        .flatMap(
                                            cs ->
                                                departments
                                                    .list("order by id")
                                                    .flatMap(
                                                        ds ->
                                                            kept()
                                                                .map(
                                                                    rs ->
                                                                        catalogue(
                                                                            ds, cs, ms, rs,
                                                                            ss)))))));
  }

  private static Catalogue catalogue(
      List<DepartmentRow> departments,
      List<CourseRow> courses,
      List<MeetingRow> meetings,
      List<ReserveRow> reserves,
      List<SectionRow> sections) {
    Map<String, CourseRow> courseById =
        courses.stream().collect(toMap(course -> course.id, Function.identity()));
    Map<String, List<MeetingRow>> meetingsBySection =
        meetings.stream().collect(groupingBy(meeting -> meeting.sectionId));
    Map<String, List<ReserveRow>> reservesBySection =
        reserves.stream().collect(groupingBy(reserve -> reserve.sectionId));
    return new Catalogue(
        departments.stream()
            .map(
                d -> new Catalogue.Department(d.id, PlainText.of(d.nameKo), PlainText.of(d.nameEn)))
            .toList(),
        sections.stream()
            // Both may have been deleted meanwhile.
            .filter(s -> courseById.containsKey(s.courseId))
            .map(
                s ->
                    section(
                        s,
                        courseById.get(s.courseId),
                        meetingsBySection.getOrDefault(s.id, List.of()),
                        reservesBySection.getOrDefault(s.id, List.of())))
            .toList());
  }

  private static Catalogue.Section section(
      SectionRow section, CourseRow course, List<MeetingRow> meetings, List<ReserveRow> reserves) {
    return new Catalogue.Section(
        section.id,
        section.termId,
        section.courseId,
        course.departmentId,
        PlainText.of(course.titleKo),
        PlainText.of(course.titleEn),
        course.credits,
        PlainText.of(section.teacherKo),
        PlainText.of(section.teacherEn),
        section.capacity,
        section.taken,
        section.waitlistLimit,
        section.waitlisted,
        section.version,
        meetings.stream()
            .map(m -> new Catalogue.Meeting(m.day, m.startsAt, m.endsAt, PlainText.of(m.room)))
            .toList(),
        reserves.stream().map(CatalogueReader::reserve).toList());
  }

  private Uni<List<ReserveRow>> kept() {
    return reserves.list(
        "untilAt > ?1 order by sectionId, position",
        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  private static Catalogue.Reserve reserve(ReserveRow row) {
    Cohort cohort = Cohort.of(row.year, row.departmentId, row.groupName);
    return new Catalogue.Reserve(
        cohort.year(),
        cohort.department(),
        cohort.group(),
        row.seats,
        row.untilAt.toInstant(ZoneOffset.UTC));
  }

  @ApplicationScoped
  static class Sections implements PanacheRepositoryBase<SectionRow, String> {}

  @ApplicationScoped
  static class Courses implements PanacheRepositoryBase<CourseRow, String> {}

  @ApplicationScoped
  static class Departments implements PanacheRepositoryBase<DepartmentRow, String> {}

  @ApplicationScoped
  static class Meetings implements PanacheRepositoryBase<MeetingRow, MeetingRow.Key> {}

  @ApplicationScoped
  static class Reserves implements PanacheRepositoryBase<ReserveRow, Long> {}
}
