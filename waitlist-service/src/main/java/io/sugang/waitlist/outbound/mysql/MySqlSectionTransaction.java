package io.sugang.waitlist.outbound.mysql;

import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.enrollment.Membership;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.LineRequest;
import io.sugang.contract.message.SeatRequested;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.application.decide.SectionTransaction;
import io.sugang.waitlist.config.WaitlistConfig;
import io.sugang.waitlist.facts.InList;
import io.sugang.waitlist.facts.StudentRows;
import io.sugang.waitlist.facts.TermRulesCache;
import io.sugang.waitlist.rule.Candidate;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Reserve;
import io.sugang.waitlist.rule.SeatPool;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import io.sugang.waitlist.rule.WaitlistEntry;
import io.sugang.waitlist.rule.release.SeatRelease;
import io.sugang.waitlist.rule.student.Eligibility;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The deciding transaction of a section: locks and reads here, writes by {@link OutcomeWrites}. */
final class MySqlSectionTransaction implements SectionTransaction {

  /** The line's script takes about 1,600 at once, and a batch adds its own. */
  private static final int UPDATES_AT_ONCE = 300;

  /** Likewise. */
  private static final int RELEASED_AT_ONCE = 100;

  private final MySqlTransaction transaction;
  private final SectionRules rules;
  private final ReservedSeats reserved;
  private final ReleasedSeats released;
  private final SwapSeats swaps;
  private final long reviewAfterMicros;

  /** Students that were read, as rows of {@link StudentRows}. */
  private final Map<StudentId, Row> students = new HashMap<>();

  /** Theirs; {@code null} as long as nobody asked, or since more were read. */
  private Map<StudentId, Membership> memberships;

  /**
   * @param reviewAfter how long a place's review may wait while no seat depends on it
   */
  MySqlSectionTransaction(
      MySqlTransaction transaction, TermRulesCache rules, Duration reviewAfter) {
    this.transaction = transaction;
    this.rules = new SectionRules(transaction, rules);
    this.reserved = new ReservedSeats(transaction);
    this.released = new ReleasedSeats(transaction);
    this.swaps = new SwapSeats(transaction);
    this.reviewAfterMicros = TimeUnit.NANOSECONDS.toMicros(reviewAfter.toNanos());
  }

  @Override
  public Look look(SectionId id, int max) {
    List<RowSet<Row>> answers =
        transaction.runAll(
            List.of(
                Sql.query(
                    transaction.connection(),
                    """
                    SELECT course_id, term_id, capacity, taken, waitlist_limit, waitlisted, version,
                      EXISTS (SELECT 1 FROM section_due d WHERE d.section_id = section.id)
                        OR EXISTS (SELECT 1 FROM pending_line_update u WHERE u.section_id = section.id)
                        OR EXISTS (SELECT 1 FROM waitlist_review r WHERE r.section_id = section.id AND r.since <= %s) AS due,
                      EXISTS (SELECT 1 FROM seat_release f WHERE f.section_id = section.id AND %s) AS has_released,
                      EXISTS (SELECT 1 FROM waitlist_review r WHERE r.section_id = section.id) AS has_to_review,
                      EXISTS (SELECT 1 FROM section_reserve k WHERE k.section_id = section.id AND k.released = FALSE) AS keeps_seats
                    FROM section
                    WHERE id = ?
                    FOR UPDATE SKIP LOCKED\
                    """
                        .formatted(WaitlistRows.REVIEWED_SOON, ReleasedSeats.TO_TAKE),
                    reviewAfterMicros,
                    id.value()),
                Sql.query(transaction.connection(), RequestRows.WAITING, id.value(), max)));
    List<LineRequest> undecided = RequestRows.requests(answers.get(1));
    if (answers.get(0).size() == 0) {
      return transaction.run("SELECT 1 FROM section WHERE id = ?", id.value()).size() == 0
          ? new Look.Missing(undecided)
          : new Look.Held();
    }
    Row row = answers.get(0).iterator().next();
    List<Reserve> kept = row.getInteger("keeps_seats") == 1 ? reserved.read(id) : List.of();
    return new Look.Locked(
        SectionRows.section(id, row, kept),
        row.getInteger("due") == 1 || reserved.hasEnded(),
        row.getInteger("has_released") == 1,
        row.getInteger("has_to_review") == 1,
        undecided);
  }

  @Override
  public List<Released> takeReleased(SectionId section) {
    return released.take(section, RELEASED_AT_ONCE);
  }

  @Override
  public Set<StudentId> lock(Collection<StudentId> students) {
    return students(students, " ORDER BY id FOR UPDATE");
  }

  @Override
  public Set<StudentId> known(Collection<StudentId> students) {
    return students(students, "");
  }

  private Set<StudentId> students(Collection<StudentId> wanted, String how) {
    Object[] ids = InList.padded(wanted.stream().map(StudentId::value).sorted().toList()).toArray();
    transaction
        .run(
            "SELECT %s FROM student WHERE id IN (%s)%s"
                .formatted(StudentRows.COLUMNS, InList.placeholders(ids.length), how),
            ids)
        .forEach(row -> students.put(new StudentId(row.getString("id")), row));
    memberships = null;
    return Set.copyOf(students.keySet());
  }

  @Override
  public Map<StudentId, Membership> memberships() {
    if (memberships == null) {
      memberships = reserved.memberships(students);
    }
    return memberships;
  }

  @Override
  public Set<StudentId> toReview(SectionId section) {
    var found = new HashSet<StudentId>();
    transaction
        .run(WaitlistRows.TO_REVIEW, section.value(), WaitlistConfig.REVIEWED_AT_ONCE)
        .forEach(row -> found.add(new StudentId(row.getString(0))));
    return found;
  }

  @Override
  public List<Candidate> takeDue(SectionId section, Set<StudentId> reviewed) {
    var statements = new ArrayList<Uni<RowSet<Row>>>();
    statements.add(
        Sql.query(
            transaction.connection(),
            "DELETE FROM section_due WHERE section_id = ?",
            section.value()));
    statements.addAll(reserved.release());
    if (reviewed.isEmpty()) {
      var unused = transaction.runAll(statements);
      return List.of();
    }
    // What is read of them is read after their rows are gone: whoever writes one again means more.
    statements.add(
        transaction.ofStudents(
            "DELETE FROM waitlist_review WHERE section_id = ?", reviewed, section.value()));
    statements.add(
        transaction.ofStudents(
            "SELECT number, student_id, skipped FROM waitlist_entry WHERE section_id = ?",
            reviewed,
            section.value()));
    return WaitlistRows.candidates(transaction.runAll(statements).getLast());
  }

  @Override
  public void makeDue(SectionId section, Instant now) {
    var unused = transaction.run(SectionRows.MAKE_DUE, section.value(), Sql.utc(now));
  }

  @Override
  public List<RequestNumber> pendingLineUpdates(SectionId section) {
    var numbers = new ArrayList<RequestNumber>();
    transaction
        .run(
            "SELECT number FROM pending_line_update WHERE section_id = ? ORDER BY number LIMIT "
                + UPDATES_AT_ONCE,
            section.value())
        .forEach(row -> numbers.add(new RequestNumber(row.getLong(0))));
    return numbers;
  }

  @Override
  public Map<Long, List<Holder>> ranked(SectionId section, List<SeatPool> pools, int max) {
    return reserved.ranked(section, pools, max);
  }

  @Override
  public Map<RequestNumber, LineUpdate> decided(
      Section section, Collection<RequestNumber> numbers) {
    var decided = new HashMap<RequestNumber, LineUpdate>();
    if (numbers.isEmpty()) {
      return decided;
    }
    var values = new ArrayList<Object>();
    values.add(section.id().value());
    List<RequestNumber> padded = InList.padded(numbers);
    padded.forEach(number -> values.add(number.value()));
    transaction
        .run(
            RequestRows.WITH_DECISION
                + RequestRows.AND_DECIDED
                + " AND number IN (%s)".formatted(InList.placeholders(padded.size())),
            values.toArray())
        .forEach(
            row -> {
              LineUpdate update = RequestRows.update(row, section.version());
              decided.put(update.number(), update);
            });
    return decided;
  }

  @Override
  public Facts facts(
      Section section, List<LineRequest> batch, Set<StudentId> wanted, Waitlist waitlist) {
    if (wanted.isEmpty()) {
      return Facts.of(wanted, waitlist);
    }
    var questions =
        new ArrayList<>(
            List.of(
                transaction.ofStudents(
                    SeatRows.IN_COURSE, wanted, section.term(), section.course()),
                placesOf(section, wanted),
                rules.version(section),
                reserved.hasToReview(section.id(), waitlist.horizon().byPool().keySet())));
    swaps.won(section, batch).ifPresent(questions::add);
    List<RowSet<Row>> answers = transaction.runAll(questions);
    rules.known(answers.get(2));
    boolean isOrdered = answers.get(3).iterator().next().getLong(0) == 0;
    Map<StudentId, WaitlistEntry> waiting = WaitlistRows.waiting(answers.get(1));
    Eligibility eligibility =
        rules.eligibility(
            section, wanted.stream().collect(toMap(Function.identity(), students::get)));
    return new Facts(
        wanted,
        SeatRows.ofOneCourse(answers.get(0)),
        swaps.sources(section, batch, waiting),
        answers.stream().skip(4).findFirst().map(SeatRows::swapped).orElseGet(Map::of),
        waiting,
        isOrdered ? waitlist : waitlist.withoutOrder(),
        memberships(),
        rules.release().equals(SeatRelease.AT_ONCE),
        eligibility);
  }

  @Override
  public Facts factsOfSection(Section section, Set<StudentId> wanted) {
    if (wanted.isEmpty()) {
      return Facts.of(wanted, Waitlist.NOBODY);
    }
    List<RowSet<Row>> answers =
        transaction.runAll(
            List.of(
                transaction.ofStudents(SeatRows.IN_SECTION, wanted, section.id().value()),
                placesOf(section, wanted),
                rules.version(section)));
    rules.known(answers.get(2));
    return new Facts(
        wanted,
        SeatRows.ofOneCourse(answers.get(0)),
        Map.of(),
        Map.of(),
        WaitlistRows.waiting(answers.get(1)),
        Waitlist.NOBODY,
        memberships(),
        true,
        Eligibility.EVERYBODY);
  }

  private Uni<RowSet<Row>> placesOf(Section section, Set<StudentId> wanted) {
    return transaction.ofStudents(WaitlistRows.PLACES, wanted, section.id().value());
  }

  @Override
  public void write(Section section, Outcome outcome, Instant now) {
    var statements =
        new ArrayList<>(
            new OutcomeWrites(
                    transaction.connection(),
                    section,
                    now,
                    rules.version(),
                    rules.reach(),
                    rules.release())
                .of(outcome));
    statements.addAll(reserved.write(section));
    statements.addAll(released.write(section));
    var unused = transaction.runAll(statements);
  }

  @Override
  public boolean reopen(LineRequest request, Instant now) {
    return transaction
            .run(
                RequestRows.REOPEN,
                Sql.utc(now),
                request.section().value(),
                request.number().value(),
                request.student().value())
            .rowCount()
        > 0;
  }

  @Override
  public Optional<RequestNumber> live(SeatRequested request) {
    RowSet<Row> rows =
        transaction.run(
            RequestRows.LIVE,
            request.student().value(),
            request.section().value(),
            request.number().value());
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(new RequestNumber(rows.iterator().next().getLong(0)));
  }

  @Override
  public boolean wasDropped(SeatRequested request) {
    return transaction
            .run(
                RequestRows.DROPPED,
                request.student().value(),
                request.section().value(),
                request.number().value())
            .size()
        > 0;
  }

  @Override
  public void keepClash(LineRequest request, Instant now) {
    var unused = transaction.run(RequestRows.KEEP_CLASH, RequestRows.clash(request, now));
  }

  @Override
  public void commit() {
    transaction.commit();
  }

  @Override
  public void close() {
    transaction.close();
  }
}
