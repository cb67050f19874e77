package io.sugang.enrollment.cart;

import static java.util.stream.Collectors.toSet;

import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.CartCheck;
import io.sugang.contract.enrollment.CartCheck.Checked;
import io.sugang.contract.enrollment.CartCheck.Violation;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.facts.StudentFactsReader;
import io.sugang.waitlist.facts.StudentRows;
import io.sugang.waitlist.facts.TermRulesCache;
import io.sugang.waitlist.rule.student.Bundle;
import io.sugang.waitlist.rule.student.CartOutlook;
import io.sugang.waitlist.rule.student.CartOutlook.Outlook;
import io.sugang.waitlist.rule.student.CartOutlook.Wanted;
import io.sugang.waitlist.rule.student.StudentFacts;
import io.sugang.waitlist.rule.student.TermRules;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks ahead at what workers would decide on a cart, by the same rules and the same facts. */
@ApplicationScoped
public class CartChecks {

  private final FactsOnReader source;
  private final Clock clock;
  private final TermRulesCache rules = new TermRulesCache();

  CartChecks(FactsOnReader source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * The outlook for a student's cart.
   *
   * @return {@code null} if there is no such student
   */
  public CartCheck check(StudentId student, Cart cart) {
    RowSet<Row> rows =
        source.ask(
            "SELECT %s FROM student WHERE id = ?".formatted(StudentRows.COLUMNS), student.value());
    if (rows.size() == 0) {
      return null;
    }
    List<Wanted> wanted = wanted(cart);
    return new CartCheck(
        cart.version(),
        wanted.isEmpty()
            ? List.of()
            : outlook(student, rows.iterator().next(), cart, wanted).stream()
                .map(CartChecks::checked)
                .toList());
  }

  private List<Outlook> outlook(StudentId student, Row row, Cart cart, List<Wanted> wanted) {
    List<SectionId> sections = wanted.stream().map(Wanted::section).toList();
    Row term =
        source
            .ask(
                "SELECT t.id, t.rules_version FROM section s JOIN term t ON t.id = s.term_id WHERE s.id = ?",
                sections.getFirst().value())
            .iterator()
            .next();
    String termId = term.getString("id");
    TermRules termRules = rules.of(termId, term.getInteger("rules_version"), sections, source);
    Map<SectionId, StudentFacts> facts = new HashMap<>();
    if (!termRules.book().isEmpty()) {
      StudentRows known =
          new StudentFactsReader(source, rules, termId, termRules, sections)
              .read(Map.of(student, row))
              .get(student);
      List<Bundle> bundles = bundles(cart);
      sections.forEach(section -> facts.put(section, known.facts(section).wanting(bundles)));
    }
    Map<SectionId, String> seats = new HashMap<>();
    source
        .ask(
            "SELECT section_id, course_id FROM enrollment WHERE student_id = ? AND term_id = ?",
            student.value(),
            termId)
        .forEach(
            seat ->
                seats.put(
                    new SectionId(seat.getString("section_id")), seat.getString("course_id")));
    return new CartOutlook(termRules, facts, seats, clock.instant()).of(wanted);
  }

  /** As the cart says now: the reader may not know yet. */
  private static List<Bundle> bundles(Cart cart) {
    return cart.bundles().stream()
        .map(
            bundle ->
                new Bundle(
                    bundle.sections().stream().map(SectionId::new).collect(toSet()),
                    bundle.maxSections(),
                    bundle.maxCredits()))
        .toList();
  }

  private List<Wanted> wanted(Cart cart) {
    if (cart.sections().isEmpty()) {
      return List.of();
    }
    List<String> ids = InList.padded(cart.sections());
    Map<String, String> courses = new HashMap<>();
    source
        .ask(
            "SELECT id, course_id FROM section WHERE id IN (%s)"
                .formatted(InList.placeholders(ids.size())),
            ids.toArray())
        .forEach(row -> courses.put(row.getString("id"), row.getString("course_id")));
    var wanted = new ArrayList<Wanted>();
    for (String section : cart.sections()) {
      wanted.add(new Wanted(new SectionId(section), courses.get(section)));
    }
    return wanted;
  }

  private static Checked checked(Outlook outlook) {
    return new Checked(
        outlook.section().value(),
        outlook.held(),
        outlook.alternative(),
        outlook.violations().stream()
            .map(one -> new Violation(one.rule().wireName(), one.facts()))
            .toList());
  }
}
