package io.sugang.waitlist.outbound.mysql;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.line.ToldDecision;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.Book;
import io.sugang.waitlist.application.Settlement;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.domain.Facts;
import io.sugang.waitlist.domain.Outcome;
import io.sugang.waitlist.domain.Place;
import io.sugang.waitlist.domain.Seat;
import io.sugang.waitlist.domain.Section;
import io.sugang.waitlist.domain.Skip;
import io.sugang.waitlist.domain.Waitlist;
import io.sugang.waitlist.domain.WaitlistPlace;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** One transaction on one connection. */
final class MySqlEntry implements Book.Entry {

  private static final Logger LOG = Logger.getLogger(MySqlEntry.class);

  /** The line's script takes about 1,600 at once, and a batch adds its own. */
  private static final int UNTOLD_AT_ONCE = 400;

  /** A connection that does not end in time is not waited for. */
  private static final Duration GOOD_BYE = Duration.ofSeconds(2);

  private final SqlConnection connection;
  private final Duration patience;
  private boolean committed;

  private MySqlEntry(SqlConnection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
  }

  static MySqlEntry begin(SqlConnection connection, WaitlistConfig config) {
    Duration patience = config.batchTimeout();
    var entry = new MySqlEntry(connection, patience);
    long idleSeconds = config.idleTransaction().toSeconds();
    try {
      // REPEATABLE READ's gap locks would deadlock concurrent inserts, and its snapshots would be
      // stale after a lock.
      Sql.awaitAll(
          List.of(
              // A worker that is frozen, or whose machine vanishes, must not hold its locks for
              // long, nor wait long for others'.
              connection
                  .query(
                      """
                      SET SESSION innodb_lock_wait_timeout = 3, wait_timeout = %1$d,
                        net_read_timeout = %1$d, net_write_timeout = %1$d\
                      """
                          .formatted(idleSeconds))
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
  public Optional<Locked> lock(SectionId id) {
    RowSet<Row> rows =
        run(
            """
            SELECT course_id, term_id, capacity, taken, waitlist_limit, waitlisted, version,
              EXISTS (SELECT 1 FROM section_due d WHERE d.section_id = section.id) AS due
            FROM section
            WHERE id = ?
            FOR UPDATE SKIP LOCKED\
            """,
            id.value());
    if (rows.size() == 0) {
      return Optional.empty();
    }
    Row row = rows.iterator().next();
    return Optional.of(new Locked(section(id, row), row.getInteger("due") == 1));
  }

  static Section section(SectionId id, Row row) {
    return new Section(
        id,
        row.getString("course_id"),
        row.getString("term_id"),
        row.getInteger("capacity"),
        row.getInteger("taken"),
        row.getInteger("waitlist_limit"),
        row.getInteger("waitlisted"),
        row.getLong("version"));
  }

  @Override
  public Set<StudentId> lock(Collection<StudentId> students) {
    Object[] ids = Sql.padded(students.stream().map(StudentId::value).sorted().toList()).toArray();
    var known = new HashSet<StudentId>();
    run(
            "SELECT id FROM student WHERE id IN (%s) ORDER BY id FOR UPDATE"
                .formatted(Sql.placeholders(ids.length)),
            ids)
        .forEach(row -> known.add(new StudentId(row.getString(0))));
    return known;
  }

  @Override
  public void takeDue(SectionId section) {
    var unused = run("DELETE FROM section_due WHERE section_id = ?", section.value());
  }

  @Override
  public void makeDue(SectionId section, Instant now) {
    var unused = run(MySqlBook.MAKE_DUE, section.value(), Sql.utc(now));
  }

  @Override
  public List<RequestNumber> untold(SectionId section) {
    var numbers = new ArrayList<RequestNumber>();
    run(
            "SELECT number FROM untold WHERE section_id = ? ORDER BY number LIMIT "
                + UNTOLD_AT_ONCE,
            section.value())
        .forEach(row -> numbers.add(new RequestNumber(row.getLong(0))));
    return numbers;
  }

  @Override
  public Waitlist changedEligibility(SectionId section) {
    return WaitlistRows.changes(run(WaitlistRows.CHANGED, section.value(), CHANGES_AT_ONCE));
  }

  @Override
  public List<Place> eligible(SectionId section, int max) {
    return WaitlistRows.places(run(WaitlistRows.ELIGIBLE, section.value(), max));
  }

  @Override
  public List<LineRequest> undecided(SectionId section, int max) {
    return RequestRows.requests(run(RequestRows.PENDING, section.value(), max));
  }

  @Override
  public Map<RequestNumber, Settlement> settled(
      Section section, Collection<RequestNumber> numbers) {
    var settled = new HashMap<RequestNumber, Settlement>();
    if (numbers.isEmpty()) {
      return settled;
    }
    var values = new ArrayList<Object>();
    values.add(section.id().value());
    List<RequestNumber> padded = Sql.padded(numbers);
    padded.forEach(number -> values.add(number.value()));
    run(
            RequestRows.WITH_DECISION
                + " AND state <> 'pending' AND number IN (%s)"
                    .formatted(Sql.placeholders(padded.size())),
            values.toArray())
        .forEach(
            row -> {
              Settlement settlement = RequestRows.settlement(row, section.version());
              settled.put(settlement.number(), settlement);
            });
    return settled;
  }

  @Override
  public Facts facts(Section section, Set<StudentId> students, Waitlist waitlist) {
    var seats = new HashMap<StudentId, Seat>();
    if (!students.isEmpty()) {
      var values = new ArrayList<Object>();
      values.add(section.term());
      values.add(section.course());
      List<StudentId> padded = Sql.padded(students);
      padded.forEach(student -> values.add(student.value()));
      run(
              """
          SELECT student_id, section_id, number FROM enrollment
          WHERE term_id = ? AND course_id = ? AND student_id IN (%s)\
          """
                  .formatted(Sql.placeholders(padded.size())),
              values.toArray())
          .forEach(
              row ->
                  seats.put(
                      new StudentId(row.getString("student_id")),
                      new Seat(
                          new SectionId(row.getString("section_id")),
                          new RequestNumber(row.getLong("number")))));
    }
    return new Facts(students, seats, waiting(section, students), waitlist);
  }

  private Map<StudentId, WaitlistPlace> waiting(Section section, Set<StudentId> students) {
    var waiting = new HashMap<StudentId, WaitlistPlace>();
    if (!students.isEmpty()) {
      List<StudentId> padded = Sql.padded(students);
      run(
              "SELECT number, student_id, skipped FROM waitlist_entry WHERE section_id = ? AND student_id IN (%s)"
                  .formatted(Sql.placeholders(padded.size())),
              Stream.concat(Stream.of(section.id().value()), padded.stream().map(StudentId::value))
                  .toArray())
          .forEach(
              row ->
                  waiting.put(
                      new StudentId(row.getString("student_id")),
                      new WaitlistPlace(
                          new RequestNumber(row.getLong("number")),
                          row.getString("skipped") != null)));
    }
    return waiting;
  }

  @Override
  public void write(Section section, Outcome outcome, Instant now) {
    LocalDateTime at = Sql.utc(now);
    String id = section.id().value();
    List<Uni<RowSet<Row>>> statements = new ArrayList<>();
    statements.add(
        Sql.query(
            connection,
            "UPDATE section SET taken = ?, waitlisted = ?, version = ? WHERE id = ?",
            section.taken(),
            section.waitlisted(),
            section.version(),
            id));
    // What is let go goes first: the same student may take it again in the same batch.
    delete("enrollment", section, outcome.seatsFreed()).ifPresent(statements::add);
    delete("waitlist_entry", section, outcome.waitlistLeft()).ifPresent(statements::add);
    insert(
        statements,
        RequestRows.INSERT,
        RequestRows.OR_DECIDE,
        outcome.decided(),
        d -> RequestRows.values(d, at));
    outcome.skipped().forEach(skip -> statements.addAll(skip(section, skip, at)));
    outcome.resumed().forEach(place -> statements.addAll(resume(section, place, at)));
    change("admitted", section, outcome.promoted(), at).ifPresent(statements::add);
    change("dropped", section, outcome.dropped(), at).ifPresent(statements::add);
    insert(
        statements,
        "INSERT INTO untold (section_id, number, version)",
        " ON DUPLICATE KEY UPDATE version = VALUES(version)",
        Stream.of(
                outcome.promoted(),
                outcome.dropped(),
                outcome.resumed(),
                outcome.skipped().stream().map(Skip::place).toList())
            .flatMap(List::stream)
            .distinct()
            .toList(),
        place -> new Object[] {id, place.wonBy().value(), section.version()});
    insert(
        statements,
        "INSERT INTO enrollment (section_id, student_id, course_id, term_id, number, enrolled_at)",
        "",
        outcome.seatsTaken(),
        seat ->
            new Object[] {
              id, seat.student().value(), section.course(), section.term(), seat.wonBy().value(), at
            });
    insert(
        statements,
        "INSERT INTO waitlist_entry (section_id, number, student_id, since)",
        "",
        outcome.waitlistJoined(),
        place -> new Object[] {id, place.wonBy().value(), place.student().value(), at});
    insert(
        statements,
        "INSERT INTO mail (section_id, number, student_id, kind, state, since)",
        "",
        outcome.notices(),
        notice ->
            new Object[] {
              id,
              notice.number().value(),
              notice.student().value(),
              notice.kind().name().toLowerCase(Locale.ROOT),
              "pending",
              at
            });
    makeOthersDue(
            section,
            Stream.concat(outcome.seatsFreed().stream(), outcome.seatsTaken().stream()).toList(),
            at)
        .ifPresent(statements::add);
    var unused = Sql.awaitAll(statements, patience);
  }

  private <T> void insert(
      List<Uni<RowSet<Row>>> statements,
      String insert,
      String onDuplicate,
      List<T> items,
      Function<T, Object[]> values) {
    statements.addAll(
        Sql.insert(connection, insert, onDuplicate, items.stream().map(values).toList()));
  }

  private Optional<Uni<RowSet<Row>>> delete(String table, Section section, List<Place> places) {
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sql.query(
                connection,
                "DELETE FROM %s WHERE section_id = ? AND number IN (%s)"
                    .formatted(table, Sql.placeholders(places.size())),
                Stream.concat(Stream.of(section.id().value()), numbers(places)).toArray()));
  }

  private Optional<Uni<RowSet<Row>>> change(
      String state, Section section, List<Place> places, LocalDateTime at) {
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Sql.query(
                connection,
                "UPDATE request SET state = ?, reason = NULL, facts = NULL, changed_at = ? WHERE section_id = ? AND number IN (%s)"
                    .formatted(Sql.placeholders(places.size())),
                Stream.concat(Stream.of(state, at, section.id().value()), numbers(places))
                    .toArray()));
  }

  private static Stream<Long> numbers(List<Place> places) {
    return places.stream().map(place -> place.wonBy().value());
  }

  private List<Uni<RowSet<Row>>> skip(Section section, Skip skip, LocalDateTime at) {
    String rule = skip.why().rule();
    return List.of(
        setSkipped(section, skip.place(), rule),
        explain(section, skip.place(), rule, ToldDecision.factsToJson(skip.why().facts()), at));
  }

  private List<Uni<RowSet<Row>>> resume(Section section, Place place, LocalDateTime at) {
    return List.of(setSkipped(section, place, null), explain(section, place, null, null, at));
  }

  private Uni<RowSet<Row>> setSkipped(Section section, Place place, String rule) {
    return Sql.query(
        connection,
        "UPDATE waitlist_entry SET skipped = ? WHERE section_id = ? AND number = ?",
        rule,
        section.id().value(),
        place.wonBy().value());
  }

  private Uni<RowSet<Row>> explain(
      Section section, Place place, String rule, String facts, LocalDateTime at) {
    return Sql.query(
        connection,
        "UPDATE request SET reason = ?, facts = ?, changed_at = ? WHERE section_id = ? AND number = ?",
        rule,
        facts,
        at,
        section.id().value(),
        place.wonBy().value());
  }

  /**
   * Who took a seat or gave one back may be eligible no more, or again, on the waitlist of another
   * section of the course.
   */
  private Optional<Uni<RowSet<Row>>> makeOthersDue(
      Section section, List<Place> moved, LocalDateTime at) {
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    List<Place> padded = Sql.padded(moved);
    return Optional.of(
        Sql.query(
            connection,
            """
            INSERT INTO section_due (section_id, since)
            SELECT DISTINCT w.section_id, ? FROM waitlist_entry w JOIN section s ON s.id = w.section_id
            WHERE w.student_id IN (%s) AND s.course_id = ? AND s.id <> ?
            ON DUPLICATE KEY UPDATE since = VALUES(since)\
            """
                .formatted(Sql.placeholders(padded.size())),
            Stream.of(
                    Stream.of((Object) at),
                    padded.stream().map(place -> (Object) place.student().value()),
                    Stream.<Object>of(section.course(), section.id().value()))
                .flatMap(Function.identity())
                .toArray()));
  }

  @Override
  public void keepClash(LineRequest request, Instant now) {
    var unused = run(RequestRows.KEEP_CLASH, RequestRows.clash(request, now));
  }

  @Override
  public void commit() {
    Sql.await(connection.query("COMMIT").execute(), patience);
    committed = true;
  }

  /** Tells the database that this transaction goes on. */
  void goOn() {
    var unused = run("DO 0");
  }

  /**
   * Commands of a connection run in order, so even an unanswered ROLLBACK runs before the next
   * one's commands.
   */
  @Override
  public void close() {
    try {
      if (!committed) {
        Sql.await(connection.query("ROLLBACK").execute(), GOOD_BYE);
      }
      // Between transactions it may rest.
      var unused =
          connection
              .query("SET SESSION wait_timeout = 60")
              .execute()
              .subscribe()
              .asCompletionStage();
    } catch (RuntimeException e) {
      LOG.debugf("rollback unanswered: %s", e.getMessage());
    } finally {
      try {
        Sql.await(connection.close(), GOOD_BYE);
      } catch (RuntimeException e) {
        LOG.debugf("connection not returned: %s", e.getMessage());
      }
    }
  }

  private RowSet<Row> run(String sql, Object... values) {
    return Sql.run(connection, patience, sql, values);
  }
}
