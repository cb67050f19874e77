package io.sugang.waitlist.outbound.mysql;

import io.sugang.contract.decision.RefusalRule;
import io.sugang.waitlist.rule.student.Offer;
import io.sugang.waitlist.rule.student.StudentFacts;
import io.vertx.mutiny.sqlclient.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is read of one student, piece by piece. */
final class StudentRows {

  /** Of the student's own row. */
  static final String COLUMNS = "id, year, department_id, max_credits, grade_average";

  private final Row student;
  private final Set<String> groups = new HashSet<>();
  private final Set<String> holds = new HashSet<>();
  private final Map<String, BigDecimal> passed = new HashMap<>();
  private final List<Offer> seats = new ArrayList<>();
  private final List<Offer> places = new ArrayList<>();
  private final Set<RefusalRule> exemptions = new HashSet<>();

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

  void addExemption(RefusalRule rule) {
    exemptions.add(rule);
  }

  StudentFacts facts() {
    return new StudentFacts(
        student.getInteger("year"),
        student.getString("department_id"),
        student.getInteger("max_credits"),
        Optional.ofNullable(student.getBigDecimal("grade_average")),
        groups,
        holds,
        passed,
        seats,
        places,
        exemptions,
        Optional.empty());
  }
}
