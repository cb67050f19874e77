package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.student.Cohort;
import io.sugang.waitlist.rule.student.Meeting;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.RuleBook;
import io.sugang.waitlist.rule.student.TermRules;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The terms' rules as of their latest version. Every batch reads the version with its section, so
 * what is kept is never older than what the database says.
 */
final class TermRulesCache {

  private final ConcurrentMap<String, TermRules> terms = new ConcurrentHashMap<>();

  /** The rules for a section of a term, read anew if its version is another. */
  TermRules of(Section section, int version, MySqlTransaction transaction) {
    TermRules known = terms.get(section.term());
    if (known != null && isUpToDate(known, section, version)) {
      return known;
    }
    TermRules read = read(section.term(), version, transaction);
    terms.put(section.term(), read);
    return read;
  }

  /** What is known of a term is not enough. */
  void forget(String term) {
    terms.remove(term);
  }

  /** A section may have been added without anybody saying so. */
  private static boolean isUpToDate(TermRules rules, Section section, int version) {
    return rules.version() == version
        && (rules.book().isEmpty() || rules.offers().containsKey(section.id()));
  }

  private static TermRules read(String term, int version, MySqlTransaction transaction) {
    RowSet<Row> books =
        transaction.run(
            "SELECT rules FROM rule_book WHERE term_id = ? ORDER BY version DESC LIMIT 1", term);
    RuleBook book =
        books.size() == 0
            ? RuleBook.EMPTY
            : RuleBook.of(LineDecision.factsFromJson(books.iterator().next().getString("rules")));
    return new TermRules(version, book, book.isEmpty() ? Map.of() : offers(term, transaction));
  }

  private static Map<SectionId, Offer> offers(String term, MySqlTransaction transaction) {
    Map<String, List<Meeting>> meetings = new HashMap<>();
    transaction
        .run(
            """
            SELECT m.section_id, m.day, m.starts_at, m.ends_at FROM meeting m JOIN section s ON s.id = m.section_id
            WHERE s.term_id = ?\
            """,
            term)
        .forEach(
            row ->
                meetings
                    .computeIfAbsent(row.getString("section_id"), _ -> new ArrayList<>())
                    .add(
                        new Meeting(
                            row.getInteger("day"),
                            row.getLocalTime("starts_at"),
                            row.getLocalTime("ends_at"))));
    Map<String, List<Cohort>> cohorts = new HashMap<>();
    transaction
        .run(
            """
            SELECT c.section_id, c.year, c.department_id, c.group_name FROM section_cohort c
            JOIN section s ON s.id = c.section_id WHERE s.term_id = ?\
            """,
            term)
        .forEach(
            row ->
                cohorts
                    .computeIfAbsent(row.getString("section_id"), _ -> new ArrayList<>())
                    .add(cohort(row)));
    Map<String, List<Set<String>>> prerequisites = requirements("prerequisite", transaction);
    Map<String, List<Set<String>>> corequisites = requirements("corequisite", transaction);
    Map<SectionId, Offer> offers = new HashMap<>();
    transaction
        .run(
            """
            SELECT s.id, s.course_id, c.credits FROM section s JOIN course c ON c.id = s.course_id
            WHERE s.term_id = ?\
            """,
            term)
        .forEach(
            row -> {
              String course = row.getString("course_id");
              var id = new SectionId(row.getString("id"));
              offers.put(
                  id,
                  new Offer(
                      id,
                      course,
                      row.getInteger("credits"),
                      meetings.getOrDefault(id.value(), List.of()),
                      prerequisites.getOrDefault(course, List.of()),
                      corequisites.getOrDefault(course, List.of()),
                      cohorts.getOrDefault(id.value(), List.of())));
            });
    return offers;
  }

  private static Cohort cohort(Row row) {
    return new Cohort(
        row.getInteger("year") == 0 ? OptionalInt.empty() : OptionalInt.of(row.getInteger("year")),
        Optional.of(row.getString("department_id")).filter(id -> !id.isEmpty()),
        Optional.of(row.getString("group_name")).filter(name -> !name.isEmpty()));
  }

  /** By course, each set of alternatives. */
  private static Map<String, List<Set<String>>> requirements(
      String kind, MySqlTransaction transaction) {
    Map<String, Map<Integer, Set<String>>> byCourse = new HashMap<>();
    transaction
        .run(
            "SELECT course_id, position, required_course_id FROM course_requirement WHERE kind = ?",
            kind)
        .forEach(
            row ->
                byCourse
                    .computeIfAbsent(row.getString("course_id"), _ -> new TreeMap<>())
                    .computeIfAbsent(row.getInteger("position"), _ -> new TreeSet<>())
                    .add(row.getString("required_course_id")));
    Map<String, List<Set<String>>> requirements = new HashMap<>();
    byCourse.forEach((course, sets) -> requirements.put(course, List.copyOf(sets.values())));
    return requirements;
  }
}
