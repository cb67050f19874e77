package io.sugang.waitlist.facts;

import io.sugang.contract.decision.LineDecision;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Term;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.text.ReadableTime;
import io.sugang.waitlist.rule.release.SeatRelease;
import io.sugang.waitlist.rule.student.InvalidRuleException;
import io.sugang.waitlist.rule.student.Meeting;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.RuleBook;
import io.sugang.waitlist.rule.student.TermRules;
import io.sugang.waitlist.rule.student.TermWindows;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Reads a term's rules, and what they are applied to. */
final class TermRulesReader {

  private static final Logger LOG = Logger.getLogger(TermRulesReader.class);

  private static final int MOST_TRIES = 3;

  private TermRulesReader() {}

  /** Everything of one version: whatever changes meanwhile raises it. */
  static TermRules read(String term, FactsSource source) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      int version = version(term, source);
      RuleBook book = book(term, source);
      Map<SectionId, Offer> offers = book.isEmpty() ? Map.of() : offers(term, source);
      SeatRelease release = release(term, source);
      if (version(term, source) == version) {
        return new TermRules(version, book, offers, release);
      }
    }
    throw new UnsettledFactsException("the rules of term " + term + " change all the time", null);
  }

  private static int version(String term, FactsSource source) {
    return source
        .ask("SELECT rules_version FROM term WHERE id = ?", term)
        .iterator()
        .next()
        .getInteger(0);
  }

  private static RuleBook book(String term, FactsSource source) {
    RowSet<Row> books =
        source.ask(
            "SELECT rules FROM rule_book WHERE term_id = ? ORDER BY version DESC LIMIT 1", term);
    if (books.size() == 0) {
      return RuleBook.EMPTY;
    }
    try {
      return RuleBook.of(LineDecision.factsFromJson(books.iterator().next().getString("rules")));
    } catch (InvalidRuleException e) {
      // It is no request's fault: a newer version of this service can read it.
      LOG.errorf("the rule book of term %s can't be read: %s", term, e.getMessage());
      throw new UnsettledFactsException("the rule book of term " + term + " can't be read", e);
    }
  }

  private static SeatRelease release(String term, FactsSource source) {
    RowSet<Row> rows =
        source.ask(
            """
            SELECT r.kind, r.times, r.least_seconds, r.most_seconds, r.seed, t.zone
            FROM term_seat_release r JOIN term t ON t.id = r.term_id
            WHERE r.term_id = ? ORDER BY r.version DESC LIMIT 1\
            """,
            term);
    if (rows.size() == 0) {
      return SeatRelease.AT_ONCE;
    }
    try {
      return release(rows.iterator().next());
    } catch (IllegalArgumentException e) {
      // It is no request's fault: a newer version of this service can read it.
      LOG.errorf("the seat release of term %s can't be read: %s", term, e.getMessage());
      throw new UnsettledFactsException("the seat release of term " + term + " can't be read", e);
    }
  }

  private static SeatRelease release(Row row) {
    return switch (Term.ReleaseKind.of(row.getString("kind"))) {
      case AT_ONCE -> SeatRelease.AT_ONCE;
      case AT_TIMES ->
          new SeatRelease.AtTimes(
              Stream.of(row.getString("times").split(",", -1)).map(LocalTime::parse).toList(),
              ReadableTime.zone(row.getString("zone")));
      case AFTER_DELAY ->
          new SeatRelease.AfterDelay(
              Duration.ofSeconds(row.getInteger("least_seconds")),
              Duration.ofSeconds(row.getInteger("most_seconds")),
              row.getString("seed"));
    };
  }

  private static Map<SectionId, Offer> offers(String term, FactsSource source) {
    Map<String, List<Meeting>> meetings = new HashMap<>();
    source
        .ask(
            """
            SELECT m.section_id, m.day, m.starts_at, m.ends_at FROM meeting m JOIN section s ON s.id = m.section_id
            WHERE s.term_id = ? ORDER BY m.day, m.starts_at\
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
    source
        .ask(
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
    TermWindows windows = windows(term, source);
    Map<String, List<Set<String>>> prerequisites = requirements("prerequisite", source);
    Map<String, List<Set<String>>> corequisites = requirements("corequisite", source);
    Map<SectionId, Offer> offers = new HashMap<>();
    source
        .ask(
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
                      cohorts.getOrDefault(id.value(), List.of()),
                      windows));
            });
    return offers;
  }

  private static TermWindows windows(String term, FactsSource source) {
    var windows = new ArrayList<Term.Window>();
    source
        .ask(
            """
            SELECT year, department_id, group_name, kind, opens_at, closes_at FROM registration_window
            WHERE term_id = ?\
            """,
            term)
        .forEach(
            row ->
                windows.add(
                    new Term.Window(
                        cohort(row),
                        Term.WindowKind.of(row.getString("kind")),
                        instant(row, "opens_at"),
                        instant(row, "closes_at"))));
    String zone =
        source.ask("SELECT zone FROM term WHERE id = ?", term).iterator().next().getString("zone");
    return new TermWindows(ReadableTime.zone(zone), windows);
  }

  private static Instant instant(Row row, String column) {
    return row.getLocalDateTime(column).toInstant(ZoneOffset.UTC);
  }

  private static Cohort cohort(Row row) {
    return Cohort.of(
        row.getInteger("year"), row.getString("department_id"), row.getString("group_name"));
  }

  /** By course, each set of alternatives. */
  private static Map<String, List<Set<String>>> requirements(String kind, FactsSource source) {
    Map<String, Map<Integer, Set<String>>> byCourse = new HashMap<>();
    source
        .ask(
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
