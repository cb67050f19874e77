package io.sugang.enrollment.cart;

import static java.util.stream.Collectors.toSet;

import io.sugang.contract.enrollment.Cart;
import io.sugang.contract.enrollment.CartCheck;
import io.sugang.contract.enrollment.CartCheck.Checked;
import io.sugang.contract.enrollment.CartCheck.Violation;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.enrollment.database.Statements;
import io.sugang.waitlist.facts.FactsSource;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.facts.StudentFactsReader;
import io.sugang.waitlist.facts.StudentRows;
import io.sugang.waitlist.facts.TermRulesCache;
import io.sugang.waitlist.facts.UnsettledFactsException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks ahead at what workers would decide on a cart, by the same rules and the same facts. */
@ApplicationScoped
public class CartChecks {

  private final Statements statements;
  private final Clock clock;
  private final TermRulesCache rules = new TermRulesCache();

  CartChecks(Statements statements, Clock clock) {
    this.statements = statements;
    this.clock = clock;
  }

  /** The term that a cart's sections are of. */
  private record OfTerm(String id, int rulesVersion) {}

  /**
   * The outlook for a student's cart.
   *
   * @return {@code null} if there is no such student
   */
  public CartCheck check(StudentId student, Cart cart) {
    return statements.inSnapshot(snapshot -> check(student, cart, new SnapshotFacts(snapshot)));
  }

  private CartCheck check(StudentId student, Cart cart, FactsSource source) {
    RowSet<Row> rows =
        source.ask(
            "SELECT %s FROM student WHERE id = ?".formatted(StudentRows.COLUMNS), student.value());
    if (rows.size() == 0) {
      return null;
    }
    if (cart.sections().isEmpty()) {
      return new CartCheck(List.of());
    }
    Map<String, Row> known = sections(cart, source);
    List<Wanted> wanted = cart.sections().stream().map(id -> wanted(id, known.get(id))).toList();
    Row first = known.get(cart.sections().getFirst());
    var term = new OfTerm(first.getString("term_id"), first.getInteger("rules_version"));
    return new CartCheck(
        outlook(student, rows.iterator().next(), cart, wanted, term, source).stream()
            .map(CartChecks::checked)
            .toList());
  }

  private static Map<String, Row> sections(Cart cart, FactsSource source) {
    List<String> ids = InList.padded(cart.sections());
    Map<String, Row> sections = new HashMap<>();
    source
        .ask(
            """
            SELECT s.id, s.course_id, s.term_id, t.rules_version FROM section s JOIN term t ON t.id = s.term_id
            WHERE s.id IN (%s)\
            """
                .formatted(InList.placeholders(ids.size())),
            ids.toArray())
        .forEach(row -> sections.put(row.getString("id"), row));
    return sections;
  }

  private static Wanted wanted(String id, Row known) {
    if (known == null) {
      throw new UnsettledFactsException("section " + id + " is not on the reader yet", null);
    }
    return new Wanted(new SectionId(id), known.getString("course_id"));
  }

  private List<Outlook> outlook(
      StudentId student, Row row, Cart cart, List<Wanted> wanted, OfTerm term, FactsSource source) {
    List<SectionId> sections = wanted.stream().map(Wanted::section).toList();
    TermRules termRules = rules.of(term.id(), term.rulesVersion(), sections, source);
    Map<SectionId, StudentFacts> facts = new HashMap<>();
    if (!termRules.book().isEmpty()) {
      StudentRows known =
          new StudentFactsReader(source, rules, term.id(), termRules, sections)
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
            term.id())
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

  private static Checked checked(Outlook outlook) {
    return new Checked(
        outlook.section().value(),
        outlook.held(),
        outlook.alternative(),
        outlook.violations().stream()
            .map(
                one ->
                    new Violation(
                        one.rule().wireName(), one.facts(), outlook.assumed().contains(one)))
            .toList());
  }
}
