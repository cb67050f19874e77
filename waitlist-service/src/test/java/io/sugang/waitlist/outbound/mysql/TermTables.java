package io.sugang.waitlist.outbound.mysql;

import static io.sugang.testing.Database.writer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Term.Window;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.rule.NaiveTerm;
import io.sugang.waitlist.rule.TermScenario;
import io.sugang.waitlist.rule.student.Meeting;
import io.sugang.waitlist.rule.student.Offer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** Arranges a term in the tables of a {@link CanaryStore}, and reads what became of it. */
public final class TermTables {

  private static final String TERM = "2027-1";
  private static final List<String> CLEARED =
      List.of(
          "request",
          "enrollment",
          "waitlist_entry",
          "waitlist_review",
          "section_due",
          "seat_release",
          "term_seat_release",
          "pending_line_update",
          "mail_batch",
          "rule_override",
          "course_requirement",
          "section_cohort",
          "section_reserve",
          "cart_bundle_section",
          "cart_bundle",
          "cart_section",
          "registration_window",
          "student_group",
          "student_hold",
          "course_passed");

  private TermTables() {}

  /** Seats that are given back are held back, until {@link #releaseHeldBack} says otherwise. */
  public static void holdBack() {
    run(
        """
        INSERT INTO canary.term_seat_release (term_id, version, kind, least_seconds, most_seconds, seed, since)
        SELECT id, rules_version, 'after-delay', 3600, 7200, REPEAT('0f', 32), NOW() FROM canary.term WHERE id = '%s'\
        """
            .formatted(TERM));
  }

  /** Seats of a section that were given back before are due. */
  public static void releaseHeldBack(SectionId section) {
    run(
        "UPDATE canary.seat_release SET due_at = '2020-01-01' WHERE section_id = '%s'"
            .formatted(section.value()));
  }

  /** Nobody has registered; sections, students and rules are these. */
  public static void arrange(
      List<NaiveTerm.Room> rooms, List<NaiveTerm.Student> students, Map<String, Object> book) {
    CLEARED.forEach(table -> run("DELETE FROM canary." + table));
    rooms.forEach(TermTables::arrange);
    rooms.getFirst().offer().windows().windows().forEach(TermTables::open);
    students.forEach(TermTables::write);
    run("UPDATE canary.term SET rules_version = rules_version + 1 WHERE id = '" + TERM + "'");
    run(
        "INSERT INTO canary.rule_book (term_id, version, rules, since) SELECT id, rules_version, '%s', NOW() FROM canary.term"
            .formatted(json(book)));
  }

  private static void arrange(NaiveTerm.Room room) {
    Offer offer = room.offer();
    String id = offer.section().value();
    run(
        "UPDATE canary.section SET capacity = %d, waitlist_limit = %d, taken = 0, waitlisted = 0 WHERE id = '%s'"
            .formatted(room.capacity(), room.waitlistLimit(), id));
    run(
        "UPDATE canary.course SET credits = %d WHERE id = '%s'"
            .formatted(offer.credits(), offer.course()));
    run("DELETE FROM canary.meeting WHERE section_id = '%s'".formatted(id));
    for (Meeting meeting : offer.meetings()) {
      run(
          "INSERT INTO canary.meeting VALUES ('%s', %d, '%s', '%s', '')"
              .formatted(id, meeting.day(), meeting.startsAt(), meeting.endsAt()));
    }
    for (Cohort cohort : offer.cohorts()) {
      run(
          "INSERT INTO canary.section_cohort VALUES ('%s', %d, '%s', '%s')"
              .formatted(
                  id,
                  cohort.year().orElse(0),
                  cohort.department().orElse(""),
                  cohort.group().orElse("")));
    }
    for (int i = 0; i < room.kept().size(); i++) {
      keep(offer.section(), i + 1, room.kept().get(i));
    }
    require(offer.course(), "prerequisite", offer.prerequisites());
    require(offer.course(), "corequisite", offer.corequisites());
  }

  private static void keep(SectionId section, int position, NaiveTerm.Kept kept) {
    run(
        "INSERT INTO canary.section_reserve (section_id, position, year, department_id, group_name, seats, until_at) VALUES ('%s', %d, %d, '%s', '%s', %d, '%s')"
            .formatted(
                section.value(),
                position,
                kept.cohort().year().orElse(0),
                kept.cohort().department().orElse(""),
                kept.cohort().group().orElse(""),
                kept.seats(),
                LocalDateTime.ofInstant(TermScenario.KEPT_UNTIL.toInstant(), ZoneOffset.UTC)));
  }

  /** Seats of a section are kept no more, from now on. */
  public static void release(SectionId section, NaiveTerm.Kept kept) {
    run(
        "UPDATE canary.section_reserve SET until_at = UTC_TIMESTAMP(3) WHERE section_id = '%s' AND year = %d AND department_id = '%s' AND group_name = '%s'"
            .formatted(
                section.value(),
                kept.cohort().year().orElse(0),
                kept.cohort().department().orElse(""),
                kept.cohort().group().orElse("")));
  }

  private static void open(Window window) {
    run(
        "INSERT INTO canary.registration_window (term_id, year, department_id, group_name, kind, opens_at, closes_at) VALUES ('%s', %d, '%s', '%s', '%s', '%s', '%s')"
            .formatted(
                TERM,
                window.year().orElse(0),
                window.department().orElse(""),
                window.group().orElse(""),
                window.kind().wireName(),
                LocalDateTime.ofInstant(window.opensAt(), ZoneOffset.UTC),
                LocalDateTime.ofInstant(window.closesAt(), ZoneOffset.UTC)));
  }

  private static void require(String course, String kind, List<Set<String>> sets) {
    for (int i = 0; i < sets.size(); i++) {
      for (String required : sets.get(i)) {
        // Both sections of a course say the same.
        run(
            "REPLACE INTO canary.course_requirement VALUES ('%s', '%s', %d, '%s')"
                .formatted(course, kind, i + 1, required));
      }
    }
  }

  private static void write(NaiveTerm.Student student) {
    String id = student.id().value();
    run(
        "UPDATE canary.student SET year = %d, department_id = '%s', max_credits = %d, grade_average = %s WHERE id = '%s'"
            .formatted(
                student.year(),
                student.department(),
                student.maxCredits(),
                student.average() == null ? "NULL" : student.average().toPlainString(),
                id));
    student
        .groups()
        .forEach(
            group ->
                run("INSERT INTO canary.student_group VALUES ('%s', '%s')".formatted(id, group)));
    student
        .passed()
        .forEach(
            (course, grade) ->
                run(
                    "INSERT INTO canary.course_passed VALUES ('%s', '%s', %s)"
                        .formatted(id, course, grade.toPlainString())));
    writeHolds(student);
    writeCart(student);
  }

  private static void writeCart(NaiveTerm.Student student) {
    String id = student.id().value();
    run("DELETE FROM canary.cart_bundle_section WHERE student_id = '%s'".formatted(id));
    run("DELETE FROM canary.cart_bundle WHERE student_id = '%s'".formatted(id));
    run("DELETE FROM canary.cart_section WHERE student_id = '%s'".formatted(id));
    for (int i = 0; i < student.wishes().size(); i++) {
      NaiveTerm.Wish wish = student.wishes().get(i);
      run(
          "INSERT INTO canary.cart_bundle VALUES ('%s', %d, %s, %s)"
              .formatted(id, i + 1, wish.sections(), wish.credits()));
      for (SectionId section : wish.of()) {
        run(
            "INSERT IGNORE INTO canary.cart_section VALUES ('%s', '%s', 1)"
                .formatted(id, section.value()));
        run(
            "INSERT INTO canary.cart_bundle_section VALUES ('%s', %d, '%s')"
                .formatted(id, i + 1, section.value()));
      }
    }
  }

  private static void writeHolds(NaiveTerm.Student student) {
    String id = student.id().value();
    run("DELETE FROM canary.student_hold WHERE student_id = '%s'".formatted(id));
    student
        .holds()
        .forEach(
            code -> run("INSERT INTO canary.student_hold VALUES ('%s', '%s')".formatted(id, code)));
  }

  /** The registrar holds a student, or does no more; and her cart is another. */
  public static void change(NaiveTerm.Student student) {
    writeHolds(student);
    writeCart(student);
    review("w.student_id = '%s'".formatted(student.id().value()));
  }

  /** The registrar exempts a student. */
  public static void exempt(StudentId student, SectionId section, RefusalRule rule) {
    run(
        "REPLACE INTO canary.rule_override VALUES ('%s', '%s', '%s', UTC_TIMESTAMP(3) + INTERVAL 1 DAY, '', '', NOW())"
            .formatted(student.value(), section.value(), rule.wireName()));
    review(
        "w.student_id = '%s' AND w.section_id = '%s'".formatted(student.value(), section.value()));
  }

  private static void review(String whose) {
    run(
        "INSERT IGNORE INTO canary.waitlist_review (section_id, student_id) SELECT w.section_id, w.student_id FROM canary.waitlist_entry w WHERE "
            + whose);
  }

  /** Who has a seat, by number. */
  public static Map<String, String> seats(SectionId section) {
    return pairs("number, student_id", "enrollment", section);
  }

  /** Who has a place on the waitlist, by number. */
  public static Map<String, String> places(SectionId section) {
    return pairs("number, student_id", "waitlist_entry", section);
  }

  /** Why some of them are passed over, by number. */
  public static Map<String, String> passedOver(SectionId section) {
    return pairs("number, skipped", "waitlist_entry", section);
  }

  /** What a section itself says: seats taken, and places with a rank. */
  public static String sums(SectionId section) {
    return writer()
        .column(
            "SELECT CONCAT(taken, ' ', waitlisted) FROM canary.section WHERE id = '%s'"
                .formatted(section.value()))
        .getFirst();
  }

  /** Whether every reserve counts those who sit in it. */
  public static boolean areKeptSeatsCounted() {
    return writer()
            .number(
                """
                SELECT COUNT(*) FROM canary.section_reserve r WHERE NOT r.released AND r.taken <>
                  (SELECT COUNT(*) FROM canary.enrollment e WHERE e.section_id = r.section_id AND e.reserve_id = r.id)
                  + (SELECT COUNT(*) FROM canary.seat_release f WHERE f.section_id = r.section_id AND f.reserve_id = r.id)\
                """)
        == 0;
  }

  /** How many seats somebody has, at most. */
  public static long mostSeatsOfOne() {
    return writer()
        .number(
            "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM canary.enrollment GROUP BY student_id) of_one");
  }

  /** How many students have a seat. */
  public static long students() {
    return writer().number("SELECT COUNT(DISTINCT student_id) FROM canary.enrollment");
  }

  private static Map<String, String> pairs(String columns, String table, SectionId section) {
    var pairs = new TreeMap<String, String>();
    // A pair without a value is left out.
    writer()
        .column(
            "SELECT CONCAT(%s) FROM canary.%s WHERE section_id = '%s'"
                .formatted(columns.replace(",", ", ' ',"), table, section.value()))
        .stream()
        .filter(Objects::nonNull)
        .map(pair -> pair.split(" ", 2))
        .forEach(pair -> pairs.put(pair[0], pair[1]));
    return pairs;
  }

  private static String json(Map<String, Object> book) {
    try {
      return new ObjectMapper().writeValueAsString(book);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(String sql) {
    writer().execute(sql);
  }
}
