package io.sugang.waitlist.facts;

import static java.util.stream.Collectors.toMap;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.facts.FactsSource.Question;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.RuleBook;
import io.sugang.waitlist.rule.student.TermRules;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads what a term's rules must know of students to give them seats in some of its sections, and
 * no more.
 */
public final class StudentFactsReader {

  private final FactsSource source;
  private final TermRulesCache rules;
  private final String term;
  private final RuleBook book;
  private final Map<SectionId, Offer> offers;
  private final List<Offer> sections;
  private final List<Question> questions = new ArrayList<>();
  private final List<BiConsumer<StudentRows, Row>> uses = new ArrayList<>();

  /**
   * @param rules where the term's rules came from
   * @param sections of the term, one or more
   * @throws UnsettledFactsException if the term's rules do not know one of them yet
   */
  public StudentFactsReader(
      FactsSource source,
      TermRulesCache rules,
      String term,
      TermRules termRules,
      Collection<SectionId> sections) {
    this.source = source;
    this.rules = rules;
    this.term = term;
    this.book = termRules.book();
    this.offers = termRules.offers();
    this.sections = sections.stream().map(this::offer).toList();
  }

  /**
   * What is known of each student.
   *
   * @param students their own rows, with {@link StudentRows#COLUMNS}
   * @throws UnsettledFactsException if they hold what the term's rules do not know yet
   */
  public Map<StudentId, StudentRows> read(Map<StudentId, Row> students) {
    plan(InList.padded(students.keySet().stream().map(StudentId::value).toList()));
    List<RowSet<Row>> answers = source.askAll(questions);
    Map<String, StudentRows> rows =
        students.entrySet().stream()
            .collect(
                toMap(entry -> entry.getKey().value(), entry -> new StudentRows(entry.getValue())));
    for (int i = 0; i < answers.size(); i++) {
      BiConsumer<StudentRows, Row> use = uses.get(i);
      answers.get(i).forEach(row -> use.accept(rows.get(row.getString("student_id")), row));
    }
    return students.keySet().stream()
        .collect(toMap(Function.identity(), student -> rows.get(student.value())));
  }

  private void plan(List<String> students) {
    if (book.hasAnyOf(RefusalRule.HOLD)) {
      ask(
          "SELECT student_id, code FROM student_hold WHERE student_id IN (%s)",
          students, List.of(), (student, row) -> student.addHold(row.getString("code")));
    }
    if (asksForGroups()) {
      ask(
          "SELECT student_id, name FROM student_group WHERE student_id IN (%s)",
          students, List.of(), (student, row) -> student.addGroup(row.getString("name")));
    }
    List<String> ids =
        InList.padded(sections.stream().map(offer -> offer.section().value()).toList());
    planPassed(students);
    if (book.hasAnyOf(
        RefusalRule.TIME_CONFLICT,
        RefusalRule.CREDIT_LIMIT,
        RefusalRule.COREQUISITE_MISSING,
        RefusalRule.BUNDLE_SATISFIED)) {
      ask(
          "SELECT student_id, section_id FROM enrollment WHERE student_id IN (%s) AND term_id = ?",
          students, List.of(term), (student, row) -> student.addSeat(offer(row)));
    }
    if (book.countsPlaces()) {
      ask(
          """
          SELECT w.student_id, w.section_id FROM waitlist_entry w JOIN section s ON s.id = w.section_id
          WHERE w.student_id IN (%s) AND w.skipped IS NULL AND s.term_id = ?\
          """,
          students, List.of(term), (student, row) -> student.addPlace(offer(row)));
    }
    if (book.hasAnyOf(RefusalRule.BUNDLE_SATISFIED)) {
      ask(
          """
          SELECT b.student_id, b.position, b.max_sections, b.max_credits, m.section_id FROM cart_bundle b
          JOIN cart_bundle_section m ON m.student_id = b.student_id AND m.position = b.position
          WHERE b.student_id IN (%s)\
          """,
          students, List.of(), StudentRows::addBundled);
    }
    ask(
        """
        SELECT student_id, section_id, rule FROM rule_override
        WHERE student_id IN (%%s) AND section_id IN (%s) AND expires_at > UTC_TIMESTAMP(3)\
        """
            .formatted(InList.placeholders(ids.size())),
        students,
        ids,
        (student, row) ->
            ruleOf(row)
                .ifPresent(
                    rule ->
                        student.addExemption(new SectionId(row.getString("section_id")), rule)));
  }

  private void planPassed(List<String> students) {
    var courses = new TreeSet<String>();
    sections.forEach(offer -> courses.addAll(book.coursesThatMatter(offer)));
    if (courses.isEmpty()) {
      return;
    }
    List<String> padded = InList.padded(courses);
    ask(
        "SELECT student_id, course_id, grade FROM course_passed WHERE student_id IN (%%s) AND course_id IN (%s)"
            .formatted(InList.placeholders(padded.size())),
        students,
        padded,
        (student, row) ->
            student.addPassed(row.getString("course_id"), row.getBigDecimal("grade")));
  }

  /** Empty if a newer office exempts from a rule that this version does not have. */
  private static Optional<RefusalRule> ruleOf(Row row) {
    return RuleBook.known().stream()
        .filter(rule -> rule.wireName().equals(row.getString("rule")))
        .findFirst();
  }

  private boolean asksForGroups() {
    return (book.hasAnyOf(RefusalRule.OTHER_COHORT)
            && sections.stream()
                .flatMap(offer -> offer.cohorts().stream())
                .anyMatch(cohort -> cohort.group().isPresent()))
        || (book.hasAnyOf(RefusalRule.OUTSIDE_WINDOW)
            && sections.stream()
                .flatMap(offer -> offer.windows().windows().stream())
                .anyMatch(window -> window.group().isPresent()));
  }

  private Offer offer(Row row) {
    return offer(new SectionId(row.getString("section_id")));
  }

  private Offer offer(SectionId id) {
    Offer other = offers.get(id);
    if (other == null) {
      // It was added without anybody saying so, and has seats already.
      rules.forget(term);
      throw new UnsettledFactsException("section " + id + " is new", null);
    }
    return other;
  }

  /**
   * @param sql with a place for the students' placeholders
   */
  private void ask(
      String sql, List<String> students, List<String> more, BiConsumer<StudentRows, Row> use) {
    questions.add(
        new Question(
            sql.formatted(InList.placeholders(students.size())),
            Stream.concat(students.stream(), more.stream()).toList()));
    uses.add(use);
  }
}
