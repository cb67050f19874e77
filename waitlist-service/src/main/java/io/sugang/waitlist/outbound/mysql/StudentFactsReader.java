package io.sugang.waitlist.outbound.mysql;

import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.application.decide.SectionStore.TryAgainException;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.RuleBook;
import io.sugang.waitlist.rule.student.StudentFacts;
import io.sugang.waitlist.rule.student.TermRules;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Reads what a term's rules must know of students, in statements sent one behind the other. */
final class StudentFactsReader {

  private final MySqlTransaction transaction;
  private final TermRulesCache rules;
  private final TermRules term;
  private final Section section;
  private final Offer offer;
  private final List<Uni<RowSet<Row>>> statements = new ArrayList<>();
  private final List<BiConsumer<StudentRows, Row>> uses = new ArrayList<>();

  StudentFactsReader(
      MySqlTransaction transaction, TermRulesCache rules, TermRules term, Section section) {
    this.transaction = transaction;
    this.rules = rules;
    this.term = term;
    this.section = section;
    this.offer = term.offers().get(section.id());
  }

  /**
   * @param students their own rows, locked
   */
  Map<StudentId, StudentFacts> read(Map<StudentId, Row> students) {
    List<String> ids = Sql.padded(students.keySet().stream().map(StudentId::value).toList());
    plan(ids);
    List<RowSet<Row>> answers = transaction.runAll(statements);
    Map<String, StudentRows> rows =
        students.entrySet().stream()
            .collect(
                toMap(entry -> entry.getKey().value(), entry -> new StudentRows(entry.getValue())));
    for (int i = 0; i < answers.size(); i++) {
      BiConsumer<StudentRows, Row> use = uses.get(i);
      answers.get(i).forEach(row -> use.accept(rows.get(row.getString("student_id")), row));
    }
    return students.keySet().stream()
        .collect(toMap(student -> student, student -> rows.get(student.value()).facts()));
  }

  private void plan(List<String> students) {
    if (term.book().hasAnyOf(RefusalRule.HOLD)) {
      ask(
          "SELECT student_id, code FROM student_hold WHERE student_id IN (%s)",
          students, List.of(), (student, row) -> student.addHold(row.getString("code")));
    }
    if (asksForGroups()) {
      ask(
          "SELECT student_id, name FROM student_group WHERE student_id IN (%s)",
          students, List.of(), (student, row) -> student.addGroup(row.getString("name")));
    }
    List<String> courses = List.copyOf(term.book().coursesThatMatter(offer));
    if (!courses.isEmpty()) {
      List<String> padded = Sql.padded(courses);
      ask(
          "SELECT student_id, course_id, grade FROM course_passed WHERE student_id IN (%s) AND course_id IN ("
              + Sql.placeholders(padded.size())
              + ")",
          students,
          padded,
          (student, row) ->
              student.addPassed(row.getString("course_id"), row.getBigDecimal("grade")));
    }
    if (term.book()
        .hasAnyOf(
            RefusalRule.TIME_CONFLICT, RefusalRule.CREDIT_LIMIT, RefusalRule.COREQUISITE_MISSING)) {
      ask(
          "SELECT student_id, section_id FROM enrollment WHERE student_id IN (%s) AND term_id = ? AND section_id <> ?",
          students,
          List.of(section.term(), section.id().value()),
          (student, row) -> student.addSeat(offer(row)));
    }
    if (term.book().countsPlaces()) {
      ask(
          """
          SELECT w.student_id, w.section_id FROM waitlist_entry w JOIN section s ON s.id = w.section_id
          WHERE w.student_id IN (%s) AND w.skipped IS NULL AND s.term_id = ? AND s.id <> ?\
          """,
          students,
          List.of(section.term(), section.id().value()),
          (student, row) -> student.addPlace(offer(row)));
    }
    ask(
        """
        SELECT student_id, rule FROM rule_override
        WHERE student_id IN (%s) AND section_id = ? AND expires_at > UTC_TIMESTAMP(3)\
        """,
        students,
        List.of(section.id().value()),
        (student, row) -> ruleOf(row).ifPresent(student::addExemption));
  }

  /** Empty if a newer office exempts from a rule that this worker does not have. */
  private static Optional<RefusalRule> ruleOf(Row row) {
    return RuleBook.known().stream()
        .filter(rule -> rule.wireName().equals(row.getString("rule")))
        .findFirst();
  }

  private boolean asksForGroups() {
    return (term.book().hasAnyOf(RefusalRule.OTHER_COHORT)
            && offer.cohorts().stream().anyMatch(cohort -> cohort.group().isPresent()))
        || (term.book().hasAnyOf(RefusalRule.OUTSIDE_WINDOW)
            && offer.windows().windows().stream().anyMatch(window -> window.group().isPresent()));
  }

  private Offer offer(Row row) {
    var id = new SectionId(row.getString("section_id"));
    Offer other = term.offers().get(id);
    if (other == null) {
      // It was added without anybody saying so, and has seats already.
      rules.forget(section.term());
      throw new TryAgainException("section " + id + " is new", null);
    }
    return other;
  }

  /**
   * @param sql with a place for the students' placeholders
   */
  private void ask(
      String sql, List<String> students, List<String> more, BiConsumer<StudentRows, Row> use) {
    statements.add(
        Sql.query(
            transaction.connection(),
            sql.formatted(Sql.placeholders(students.size())),
            Stream.concat(students.stream(), more.stream()).toArray()));
    uses.add(use);
  }
}
