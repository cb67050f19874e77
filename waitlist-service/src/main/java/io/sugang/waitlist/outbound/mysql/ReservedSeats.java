package io.sugang.waitlist.outbound.mysql;

import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
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
      case Reserve reserve -> {
        int year = reserve.cohort().year().orElse(0);
        String department = reserve.cohort().department().orElse("");
        String group = reserve.cohort().group().orElse("");
        yield Sql.query(
            transaction.connection(),
            WaitlistRows.RANKED_OF_COHORT,
            section.value(),
            year,
            year,
            department,
            department,
            group,
            group,
            max);
      }
    };
  }

  /** Whether students' groups must be read to know which seats they may have. */
  boolean asksForGroups() {
    return kept.stream().anyMatch(reserve -> reserve.cohort().group().isPresent());
  }

  /**
   * In which cohorts students are; nobody's matter if no seats are kept.
   *
   * @param students their own rows
   * @param groups those that they belong to
   */
  Map<StudentId, Membership> memberships(
      Map<StudentId, Row> students, Map<StudentId, List<String>> groups) {
    if (kept.isEmpty()) {
      return Map.of();
    }
    return students.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                student ->
                    new Membership(
                        student.getKey().value(),
                        student.getValue().getInteger("year"),
                        student.getValue().getString("department_id"),
                        groups.getOrDefault(student.getKey(), List.of()))));
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
