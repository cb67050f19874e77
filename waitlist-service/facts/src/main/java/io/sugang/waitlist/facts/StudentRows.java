package io.sugang.waitlist.facts;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.contract.id.SectionId;
import io.sugang.waitlist.rule.student.Bundle;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.StudentFacts;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** What is read of one student, piece by piece. */
public final class StudentRows {

  /** Of the student's own row. */
  public static final String COLUMNS = "id, year, department_id, max_credits, grade_average";

  private final Row student;
  private final Set<String> groups = new HashSet<>();
  private final Set<String> holds = new HashSet<>();
  private final Map<String, BigDecimal> passed = new HashMap<>();
  private final List<Offer> seats = new ArrayList<>();
  private final List<Offer> places = new ArrayList<>();
  private final Map<SectionId, Set<RefusalRule>> exemptions = new HashMap<>();
  private final Map<Integer, Bundled> bundles = new TreeMap<>();

  /** A bundle whose sections come one by one. */
  private record Bundled(OptionalInt maxSections, OptionalInt maxCredits, Set<SectionId> sections) {
    static Bundled of(Row row) {
      return new Bundled(number(row, "max_sections"), number(row, "max_credits"), new HashSet<>());
    }
  }

  /**
   * @param student with {@link #COLUMNS}
   */
  StudentRows(Row student) {
    this.student = student;
  }

  void addGroup(String name) {
    groups.add(name);
  }

  void addHold(String code) {
    holds.add(code);
  }

  void addPassed(String course, BigDecimal grade) {
    passed.put(course, grade);
  }

  void addSeat(Offer offer) {
    seats.add(offer);
  }

  void addPlace(Offer offer) {
    places.add(offer);
  }

  void addExemption(SectionId section, RefusalRule rule) {
    exemptions.computeIfAbsent(section, _ -> EnumSet.noneOf(RefusalRule.class)).add(rule);
  }

  /** One section of one bundle. */
  void addBundled(Row row) {
    bundles
        .computeIfAbsent(row.getInteger("position"), _ -> Bundled.of(row))
        .sections()
        .add(new SectionId(row.getString("section_id")));
  }

  private static OptionalInt number(Row row, String column) {
    Integer value = row.getInteger(column);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  /** What matters for a seat in a section, one of those that were asked for. */
  public StudentFacts facts(SectionId section) {
    return new StudentFacts(
        student.getInteger("year"),
        student.getString("department_id"),
        student.getInteger("max_credits"),
        Optional.ofNullable(student.getBigDecimal("grade_average")),
        groups,
        holds,
        passed,
        elsewhere(seats, section),
        elsewhere(places, section),
        bundles.values().stream()
            .map(one -> new Bundle(one.sections(), one.maxSections(), one.maxCredits()))
            .toList(),
        exemptions.getOrDefault(section, Set.of()),
        Optional.empty());
  }

  private static List<Offer> elsewhere(List<Offer> offers, SectionId section) {
    return offers.stream().filter(offer -> !offer.section().equals(section)).toList();
  }
}
