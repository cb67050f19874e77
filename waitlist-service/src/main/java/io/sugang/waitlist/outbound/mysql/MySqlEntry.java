package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.Book;
import io.sugang.waitlist.application.Settlement;
import io.sugang.waitlist.domain.Decided;
import io.sugang.waitlist.domain.Decision;
import io.sugang.waitlist.domain.Facts;
import io.sugang.waitlist.domain.Seat;
import io.sugang.waitlist.domain.Section;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** One transaction on one connection. */
final class MySqlEntry implements Book.Entry {

  private static final Logger LOG = Logger.getLogger(MySqlEntry.class);

  private final SqlConnection connection;
  private final Duration patience;
  private boolean committed;

  private MySqlEntry(SqlConnection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
  }

  static MySqlEntry begin(SqlConnection connection, Duration patience) {
    var entry = new MySqlEntry(connection, patience);
    try {
      // REPEATABLE READ's gap locks would deadlock concurrent inserts, and its snapshots would be
      // stale after a lock.
      Sql.awaitAll(
          List.of(
              // A worker whose machine vanishes must not hold its locks for hours, nor wait for
              // others' for long.
              connection
                  .query("SET SESSION innodb_lock_wait_timeout = 3, wait_timeout = 600")
                  .execute(),
              connection.query("SET TRANSACTION ISOLATION LEVEL READ COMMITTED").execute(),
              connection.query("START TRANSACTION").execute()),
          patience);
      return entry;
    } catch (RuntimeException e) {
      entry.close();
      throw e;
    }
  }

  @Override
  public Optional<Section> lock(SectionId id) {
    RowSet<Row> rows =
        run(
            """
            SELECT course_id, term_id, capacity, taken, version FROM section WHERE id = ?
            FOR UPDATE SKIP LOCKED\
            """,
            id.value());
    return rows.size() == 0 ? Optional.empty() : Optional.of(section(id, rows.iterator().next()));
  }

  @Override
  public boolean has(SectionId section) {
    return run("SELECT 1 FROM section WHERE id = ?", section.value()).size() > 0;
  }

  static Section section(SectionId id, Row row) {
    return new Section(
        id,
        row.getString("course_id"),
        row.getString("term_id"),
        row.getInteger("capacity"),
        row.getInteger("taken"),
        row.getLong("version"));
  }

  @Override
  public Set<StudentId> lock(Collection<StudentId> students) {
    Object[] ids = students.stream().map(StudentId::value).sorted().toArray();
    var known = new HashSet<StudentId>();
    run(
            "SELECT id FROM student WHERE id IN (%s) ORDER BY id FOR UPDATE"
                .formatted(Sql.placeholders(ids.length)),
            ids)
        .forEach(row -> known.add(new StudentId(row.getString(0))));
    return known;
  }

  @Override
  public List<LineRequest> undecided(SectionId section, int max) {
    return RequestRows.requests(run(RequestRows.PENDING, section.value(), max));
  }

  @Override
  public Map<RequestNumber, Settlement> settled(
      SectionId section, Collection<RequestNumber> numbers) {
    var settled = new HashMap<RequestNumber, Settlement>();
    if (numbers.isEmpty()) {
      return settled;
    }
    var values = new ArrayList<Object>();
    values.add(section.value());
    numbers.forEach(number -> values.add(number.value()));
    run(
            RequestRows.WITH_DECISION
                + " AND r.state <> 'pending' AND r.number IN (%s)"
                    .formatted(Sql.placeholders(numbers.size())),
            values.toArray())
        .forEach(
            row -> {
              Settlement settlement = RequestRows.settlement(row);
              settled.put(settlement.number(), settlement);
            });
    return settled;
  }

  @Override
  public Facts facts(Section section, Set<StudentId> students) {
    var seats = new HashMap<StudentId, Seat>();
    if (!students.isEmpty()) {
      var values = new ArrayList<Object>();
      values.add(section.term());
      values.add(section.course());
      students.forEach(student -> values.add(student.value()));
      run(
              """
          SELECT student_id, section_id, number FROM enrollment
          WHERE term_id = ? AND course_id = ? AND student_id IN (%s)\
          """
                  .formatted(Sql.placeholders(students.size())),
              values.toArray())
          .forEach(
              row ->
                  seats.put(
                      new StudentId(row.getString("student_id")),
                      new Seat(
                          new SectionId(row.getString("section_id")),
                          new RequestNumber(row.getLong("number")))));
    }
    return new Facts(students, seats);
  }

  @Override
  public void write(Section section, List<Decided> decided, Instant now) {
    LocalDateTime at = Sql.utc(now);
    List<Uni<RowSet<Row>>> statements = new ArrayList<>();
    statements.add(
        connection
            .preparedQuery("UPDATE section SET taken = ?, version = ? WHERE id = ?")
            .execute(Tuple.of(section.taken(), section.version(), section.id().value())));
    statements.addAll(
        Sql.insert(
            connection,
            RequestRows.INSERT,
            """
             ON DUPLICATE KEY UPDATE state = VALUES(state), reason = VALUES(reason), facts = VALUES(facts),
              decided_at = VALUES(decided_at)\
            """,
            decided.stream().map(d -> decision(d, at)).toList()));
    statements.addAll(
        Sql.insert(
            connection,
            "INSERT INTO enrollment (section_id, student_id, course_id, term_id, number, enrolled_at)",
            "",
            decided.stream()
                .filter(d -> d.decision() instanceof Decision.Admitted)
                .map(d -> seat(section, d, at))
                .toList()));
    statements.addAll(
        Sql.insert(
            connection,
            "INSERT INTO mail (section_id, number, student_id, kind, state, since)",
            "",
            decided.stream().filter(Decided::isMailed).map(d -> mail(d, at)).toList()));
    Sql.awaitAll(statements, patience);
  }

  private static Object[] decision(Decided decided, LocalDateTime at) {
    return switch (decided.decision()) {
      case Decision.Admitted _ -> RequestRows.values(decided.request(), "admitted", null, null, at);
      case Decision.Refused(var refusal) ->
          RequestRows.values(
              decided.request(),
              "refused",
              refusal.rule(),
              ToldDecision.factsToJson(refusal.facts()),
              at);
      case Decision.Quarantined(var reason) ->
          RequestRows.values(decided.request(), "quarantined", reason, null, at);
    };
  }

  private static Object[] seat(Section section, Decided decided, LocalDateTime at) {
    return new Object[] {
      section.id().value(),
      decided.request().student().value(),
      section.course(),
      section.term(),
      decided.request().number().value(),
      at
    };
  }

  private static Object[] mail(Decided decided, LocalDateTime at) {
    return new Object[] {
      decided.request().section().value(),
      decided.request().number().value(),
      decided.request().student().value(),
      decided.decision() instanceof Decision.Admitted ? "admitted" : "refused",
      "pending",
      at
    };
  }

  @Override
  public void commit() {
    Sql.await(connection.query("COMMIT").execute(), patience);
    committed = true;
  }

  /**
   * Commands of a connection run in order, so even an unanswered ROLLBACK runs before the next
   * one's commands.
   */
  @Override
  public void close() {
    try {
      if (!committed) {
        Sql.await(connection.query("ROLLBACK").execute(), patience);
      }
    } catch (RuntimeException e) {
      LOG.debugf("rollback unanswered: %s", e.getMessage());
    } finally {
      try {
        Sql.await(connection.close(), patience);
      } catch (RuntimeException e) {
        LOG.debugf("connection not returned: %s", e.getMessage());
      }
    }
  }

  private RowSet<Row> run(String sql, Object... values) {
    return Sql.run(connection, patience, sql, values);
  }
}
