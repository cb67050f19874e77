package io.sugang.waitlist.outbound.mysql;

import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.OpenSeats;
import io.sugang.waitlist.rule.Reserve;
import io.sugang.waitlist.rule.SeatPool;
import io.sugang.waitlist.rule.Section;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What one transaction reads and writes of the seats that its section keeps for cohorts. */
final class ReservedSeats {

  private final MySqlTransaction transaction;
  private final List<Long> ended = new ArrayList<>();
  private List<Reserve> kept = List.of();

  ReservedSeats(MySqlTransaction transaction) {
    this.transaction = transaction;
  }

  /** What the section, which is locked, keeps now, in its order. */
  List<Reserve> read(SectionId section) {
    var found = new ArrayList<Reserve>();
    for (Row row : transaction.run(ReserveRows.OF_SECTION, section.value())) {
      if (ReserveRows.hasEnded(row)) {
        ended.add(row.getLong("id"));
      } else {
        found.add(ReserveRows.reserve(row));
      }
    }
    kept = List.copyOf(found);
    return kept;
  }

  /** Whether seats are kept no more, and whoever waits was not served since. */
  boolean hasEnded() {
    return !ended.isEmpty();
  }

  /** Whoever waits is served. */
  List<Uni<RowSet<Row>>> release() {
    return ended.stream()
        .map(
            id ->
                Sql.query(
                    transaction.connection(),
                    "UPDATE section_reserve SET released = TRUE WHERE id = ?",
                    id))
        .toList();
  }

  /** The first of each pool who have a rank. */
  Map<Long, List<Holder>> ranked(SectionId section, List<SeatPool> pools, int max) {
    List<RowSet<Row>> answers =
        transaction.runAll(pools.stream().map(pool -> ranked(section, pool, max)).toList());
    var ranked = new HashMap<Long, List<Holder>>();
    for (int i = 0; i < pools.size(); i++) {
      ranked.put(pools.get(i).id(), WaitlistRows.holders(answers.get(i)));
    }
    return ranked;
  }

  private Uni<RowSet<Row>> ranked(SectionId section, SeatPool pool, int max) {
    return switch (pool) {
      case OpenSeats _ ->
          Sql.query(transaction.connection(), WaitlistRows.RANKED, section.value(), max);
      case Reserve reserve ->
          Sql.query(
              transaction.connection(),
              WaitlistRows.RANKED_OF_COHORT,
              Stream.of(
                      Stream.of(section.value()),
                      ReserveRows.values(reserve.cohort()).stream(),
                      Stream.of(max))
                  .flatMap(values -> values)
                  .toArray());
    };
  }

  /**
   * Whether places are to be reviewed that may matter to whoever is first.
   *
   * @param pools that were looked at, by id; none: everybody's place matters
   */
  Uni<RowSet<Row>> hasToReview(SectionId section, Set<Long> pools) {
    if (pools.isEmpty() || pools.contains(SeatPool.OPEN)) {
      return Sql.query(transaction.connection(), WaitlistRows.HAS_TO_REVIEW, section.value());
    }
    List<Cohort> cohorts =
        kept.stream().filter(reserve -> pools.contains(reserve.id())).map(Reserve::cohort).toList();
    return Sql.query(
        transaction.connection(),
        WaitlistRows.hasToReviewOf(cohorts.size()),
        Stream.concat(
                Stream.of(section.value()),
                cohorts.stream().flatMap(cohort -> ReserveRows.values(cohort).stream()))
            .toArray());
  }

  /**
   * In which cohorts students are; nobody's matter if no seats are kept.
   *
   * @param students their own rows
   */
  Map<StudentId, Membership> memberships(Map<StudentId, Row> students) {
    if (kept.isEmpty() || students.isEmpty()) {
      return Map.of();
    }
    Map<String, List<String>> groups = groups(students.keySet());
    return students.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                student ->
                    new Membership(
                        student.getKey().value(),
                        student.getValue().getInteger("year"),
                        student.getValue().getString("department_id"),
                        groups.getOrDefault(student.getKey().value(), List.of()))));
  }

  /** As far as a kept seat depends on them. */
  private Map<String, List<String>> groups(Set<StudentId> students) {
    var groups = new HashMap<String, List<String>>();
    if (kept.stream().anyMatch(reserve -> reserve.cohort().group().isPresent())) {
      List<StudentId> padded = InList.padded(students);
      transaction
          .run(
              "SELECT student_id, name FROM student_group WHERE student_id IN (%s)"
                  .formatted(InList.placeholders(padded.size())),
              padded.stream().map(StudentId::value).toArray())
          .forEach(
              row ->
                  groups
                      .computeIfAbsent(row.getString("student_id"), _ -> new ArrayList<>())
                      .add(row.getString("name")));
    }
    return groups;
  }

  /** What is to be written if the section stands so afterwards. */
  List<Uni<RowSet<Row>>> write(Section after) {
    return after.reserves().stream()
        .filter(reserve -> !kept.contains(reserve))
        .map(
            reserve ->
                Sql.query(
                    transaction.connection(),
                    "UPDATE section_reserve SET taken = ? WHERE id = ?",
                    reserve.taken(),
                    reserve.id()))
        .toList();
  }
}
