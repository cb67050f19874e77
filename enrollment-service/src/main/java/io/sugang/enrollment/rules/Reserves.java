package io.sugang.enrollment.rules;

import static io.sugang.enrollment.database.Statements.query;
import static io.sugang.enrollment.database.Statements.utc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Cohort;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.text.ReadableTime;
import io.sugang.enrollment.audit.Audit;
import io.sugang.enrollment.audit.AuditEntry;
import io.sugang.enrollment.database.Statements;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Seats that sections keep for cohorts, on the writer endpoint. */
@ApplicationScoped
public class Reserves {

  /** One that is over counts no more, whether or not the workers have seen it. */
  private static final String OF_SECTION =
      """
      SELECT s.capacity, s.taken AS section_taken, t.zone, r.id, r.year, r.department_id, r.group_name, r.seats,
        r.taken, r.until_at
      FROM section s JOIN term t ON t.id = s.term_id
      LEFT JOIN section_reserve r ON r.section_id = s.id AND r.until_at > ?
      WHERE s.id = ? ORDER BY r.position\
      """;

  private final Statements statements;
  private final ObjectMapper json;

  Reserves(Statements statements, ObjectMapper json) {
    this.statements = statements;
    this.json = json;
  }

  /**
   * What a section keeps.
   *
   * @param taken of all its seats
   * @param zone of its term, in which the registrar reads and writes times
   * @param reserves in the order in which whoever is in several cohorts takes a seat
   */
  public record OfSection(
      String section, int capacity, int taken, ZoneId zone, List<Reserve> reserves) {}

  /**
   * Seats kept for a cohort.
   *
   * @param seats 1 or more
   * @param taken how many of them are
   * @param until when they are open to everybody
   */
  public record Reserve(Cohort cohort, int seats, int taken, Instant until) {}

  /** What became of a change. */
  public sealed interface Outcome {
    /** It holds from the next decision on. */
    record Written(OfSection now) implements Outcome {}

    /** Somebody else changed it before. */
    record NotAsExpected() implements Outcome {}

    /** There is no such department. */
    record NoDepartment(int reserve) implements Outcome {}
  }

  /** What a section keeps; {@code null} if there is no such section. */
  public OfSection find(SectionId section, Instant now) {
    return ofSection(section, statements.write(OF_SECTION, utc(now), section.value()));
  }

  /**
   * Writes all that a section keeps, under its lock, and has its waitlist looked at: fewer kept
   * seats are more open ones. Of a cohort that it keeps seats for already, those taken count.
   *
   * @param wanted for what there is; may throw, and then nothing is written
   * @param expected whether it is what the registrar looked at
   * @return {@code null} if there is no such section
   */
  public Outcome write(
      SectionId section,
      Function<OfSection, List<Reserve>> wanted,
      Predicate<OfSection> expected,
      String who,
      String reason,
      Instant now) {
    return statements.inTransaction(
        connection ->
            query(connection, "SELECT id FROM section WHERE id = ? FOR UPDATE", section.value())
                .flatMap(_ -> look(connection, section, now))
                .onItem()
                .ifNotNull()
                .transformToUni(
                    before ->
                        expected.test(before)
                            ? write(
                                connection,
                                section,
                                before.reserves(),
                                wanted.apply(before),
                                who,
                                reason,
                                now)
                            : Uni.createFrom().item(new Outcome.NotAsExpected())));
  }

  private static Uni<OfSection> look(SqlConnection connection, SectionId section, Instant now) {
    return query(connection, OF_SECTION, utc(now), section.value())
        .map(rows -> ofSection(section, rows));
  }

  private Uni<Outcome> write(
      SqlConnection connection,
      SectionId section,
      List<Reserve> before,
      List<Reserve> wanted,
      String who,
      String reason,
      Instant now) {
    return Departments.unknown(connection, wanted.stream().map(Reserve::cohort).toList())
        .flatMap(
            unknown ->
                unknown.isPresent()
                    ? Uni.createFrom().item(new Outcome.NoDepartment(unknown.get()))
                    : replace(connection, section, wanted, now)
                        .flatMap(_ -> look(connection, section, now))
                        .call(
                            after ->
                                Audit.write(
                                    connection,
                                    new AuditEntry(
                                        now,
                                        who,
                                        "write-reserves",
                                        "section " + section,
                                        reason,
                                        json(before),
                                        json(after.reserves()))))
                        .map(Outcome.Written::new));
  }

  private static Uni<?> replace(
      SqlConnection connection, SectionId section, List<Reserve> wanted, Instant now) {
    return query(
            connection,
            "UPDATE section_reserve SET position = 0 WHERE section_id = ?",
            section.value())
        .flatMap(_ -> insert(connection, section, wanted))
        .flatMap(
            _ ->
                query(
                    connection,
                    "DELETE FROM section_reserve WHERE section_id = ? AND position = 0",
                    section.value()))
        .flatMap(
            _ ->
                query(
                    connection,
                    """
                    UPDATE section_reserve r SET r.taken =
                      (SELECT COUNT(*) FROM enrollment e WHERE e.section_id = r.section_id AND e.reserve_id = r.id)
                      + (SELECT COUNT(*) FROM seat_release f WHERE f.section_id = r.section_id AND f.reserve_id = r.id)
                    WHERE r.section_id = ?\
                    """,
                    section.value()))
        .flatMap(
            _ ->
                query(
                    connection,
                    """
                    INSERT INTO section_due (section_id, since) VALUES (?, ?)
                    ON DUPLICATE KEY UPDATE since = VALUES(since)\
                    """,
                    section.value(),
                    utc(now)));
  }

  private static Uni<?> insert(SqlConnection connection, SectionId section, List<Reserve> wanted) {
    return wanted.isEmpty()
        ? Uni.createFrom().voidItem()
        : connection
            .preparedQuery(
                """
                INSERT INTO section_reserve (section_id, position, year, department_id, group_name, seats, until_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE position = VALUES(position), seats = VALUES(seats),
                  until_at = VALUES(until_at), released = FALSE\
                """)
            .executeBatch(
                IntStream.range(0, wanted.size())
                    .mapToObj(i -> values(section, i + 1, wanted.get(i)))
                    .toList());
  }

  private static Tuple values(SectionId section, int position, Reserve reserve) {
    return Tuple.from(
        List.of(
            section.value(),
            position,
            reserve.cohort().year().orElse(0),
            reserve.cohort().department().orElse(""),
            reserve.cohort().group().orElse(""),
            reserve.seats(),
            utc(reserve.until())));
  }

  private String json(List<Reserve> reserves) {
    try {
      return json.writeValueAsString(reserves);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("reserves that can't be written are a defect", e);
    }
  }

  private static OfSection ofSection(SectionId section, RowSet<Row> rows) {
    if (rows.size() == 0) {
      return null;
    }
    var reserves = new ArrayList<Reserve>();
    for (Row row : rows) {
      // A section that keeps none has one row, without one.
      if (row.getLong("id") != null) {
        reserves.add(
            new Reserve(
                Cohort.of(
                    row.getInteger("year"),
                    row.getString("department_id"),
                    row.getString("group_name")),
                row.getInteger("seats"),
                row.getInteger("taken"),
                Statements.instant(row, "until_at")));
      }
    }
    Row first = rows.iterator().next();
    return new OfSection(
        section.value(),
        first.getInteger("capacity"),
        first.getInteger("section_taken"),
        ReadableTime.zone(first.getString("zone")),
        List.copyOf(reserves));
  }
}
