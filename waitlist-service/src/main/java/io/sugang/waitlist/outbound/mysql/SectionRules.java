package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.application.decide.SectionStore.TryAgainException;
import io.sugang.waitlist.facts.StudentFactsReader;
import io.sugang.waitlist.facts.TermRulesCache;
import io.sugang.waitlist.facts.UnsettledFactsException;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.release.SeatRelease;
import io.sugang.waitlist.rule.student.Eligibility;
import io.sugang.waitlist.rule.student.RuleBook;
import io.sugang.waitlist.rule.student.StudentFacts;
import io.sugang.waitlist.rule.student.TermRules;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The student rules of a section's term, as one transaction knows them. */
final class SectionRules {

  private final MySqlTransaction transaction;
  private final TermRulesCache rules;
  private Integer version;
  private RuleBook.Reach reach = RuleBook.EMPTY.reach();
  private SeatRelease release = SeatRelease.AT_ONCE;

  SectionRules(MySqlTransaction transaction, TermRulesCache rules) {
    this.transaction = transaction;
    this.rules = rules;
  }

  /** Asks for the version, to be {@link #known}. */
  Uni<RowSet<Row>> version(Section section) {
    return Sql.query(
        transaction.connection(), "SELECT rules_version FROM term WHERE id = ?", section.term());
  }

  /** This is the version. */
  void known(RowSet<Row> answer) {
    version = answer.iterator().next().getInteger(0);
  }

  /**
   * What the rules that apply in the term need to know, and no more.
   *
   * @param students rows of those who are asked for, locked
   */
  Eligibility eligibility(Section section, Map<StudentId, Row> students) {
    Set<SectionId> here = Set.of(section.id());
    try {
      TermRules term = rules.of(section.term(), version, here, transaction);
      version = term.version();
      reach = term.book().reach();
      release = term.release();
      if (term.book().isEmpty()) {
        return Eligibility.EVERYBODY;
      }
      Map<StudentId, StudentFacts> facts = new HashMap<>();
      new StudentFactsReader(transaction, rules, section.term(), term, here)
          .read(students)
          .forEach((student, rows) -> facts.put(student, rows.facts(section.id())));
      return new Eligibility(term.book(), term.offers().get(section.id()), facts);
    } catch (UnsettledFactsException e) {
      throw new TryAgainException(e.getMessage(), e);
    }
  }

  /** The version that was looked at; {@code null} as long as none was. */
  Integer version() {
    return version;
  }

  /** When seats that are given back are released. */
  SeatRelease release() {
    return release;
  }

  /** Where seats and places matter elsewhere. */
  RuleBook.Reach reach() {
    return reach;
  }
}
