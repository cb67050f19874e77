package io.sugang.waitlist.outbound.mysql;

import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.sugang.contract.id.RequestNumber;
import io.sugang.contract.id.SectionId;
import io.sugang.contract.id.StudentId;
import io.sugang.contract.message.EnrollRequested;
import io.sugang.contract.message.LineRequest;
import io.sugang.waitlist.application.decide.LineUpdate;
import io.sugang.waitlist.application.decide.SectionTransaction;
import io.sugang.waitlist.rule.Facts;
import io.sugang.waitlist.rule.Holder;
import io.sugang.waitlist.rule.Outcome;
import io.sugang.waitlist.rule.Seat;
import io.sugang.waitlist.rule.Section;
import io.sugang.waitlist.rule.Waitlist;
import io.sugang.waitlist.rule.WaitlistEntry;
import io.sugang.waitlist.rule.student.Eligibility;
import io.sugang.waitlist.rule.student.TermRules;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The deciding transaction of a section: locks and reads here, writes by {@link OutcomeWrites}. */
final class MySqlSectionTransaction implements SectionTransaction {

  /** The line's script takes about 1,600 at once, and a batch adds its own. */
  private static final int UPDATES_AT_ONCE = 400;

  private final MySqlTransaction transaction;
  private final TermRulesCache rules;

  /** Students that were read, as rows of {@link StudentRows}. */
  private final Map<StudentId, Row> students = new HashMap<>();

  private int rulesVersion;
  private boolean countsPlaces;

  MySqlSectionTransaction(MySqlTransaction transaction, TermRulesCache rules) {
    this.transaction = transaction;
    this.rules = rules;
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
                        OR EXISTS (SELECT 1 FROM waitlist_review r WHERE r.section_id = section.id)
                        OR EXISTS (SELECT 1 FROM pending_line_update u WHERE u.section_id = section.id) AS due,
                      (SELECT t.rules_version FROM term t WHERE t.id = section.term_id) AS rules_version
                    FROM section
                    WHERE id = ?
                    FOR UPDATE SKIP LOCKED\
                    """,
                    id.value()),
                Sql.query(transaction.connection(), RequestRows.WAITING, id.value(), max)));
    List<LineRequest> undecided = RequestRows.requests(answers.get(1));
    if (answers.get(0).size() == 0) {
      return transaction.run("SELECT 1 FROM section WHERE id = ?", id.value()).size() == 0
          ? new Look.Missing(undecided)
          : new Look.Held();
    }
    Row row = answers.get(0).iterator().next();
    rulesVersion = row.getInteger("rules_version");
    return new Look.Locked(SectionRows.section(id, row), row.getInteger("due") == 1, undecided);
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
    Object[] ids = Sql.padded(wanted.stream().map(StudentId::value).sorted().toList()).toArray();
    transaction
        .run(
            "SELECT %s FROM student WHERE id IN (%s)%s"
                .formatted(StudentRows.COLUMNS, Sql.placeholders(ids.length), how),
            ids)
        .forEach(row -> students.put(new StudentId(row.getString("id")), row));
    return Set.copyOf(students.keySet());
  }

  @Override
  public void takeDue(SectionId section, Review review) {
    var statements = new ArrayList<Uni<RowSet<Row>>>();
    statements.add(
        Sql.query(
            transaction.connection(),
            "DELETE FROM section_due WHERE section_id = ?",
            section.value()));
    if (!review.students().isEmpty()) {
      List<StudentId> padded = Sql.padded(review.students());
      statements.add(
          Sql.query(
              transaction.connection(),
              "DELETE FROM waitlist_review WHERE section_id = ? AND student_id IN (%s)"
                  .formatted(Sql.placeholders(padded.size())),
              Stream.concat(Stream.of(section.value()), padded.stream().map(StudentId::value))
                  .toArray()));
    }
    var unused = transaction.runAll(statements);
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
  public Review review(SectionId section) {
    return WaitlistRows.review(
        transaction.run(WaitlistRows.TO_REVIEW, section.value(), REVIEWED_AT_ONCE),
        REVIEWED_AT_ONCE);
  }

  @Override
  public List<Holder> ranked(SectionId section, int max) {
    return WaitlistRows.holders(transaction.run(WaitlistRows.RANKED, section.value(), max));
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
    List<RequestNumber> padded = Sql.padded(numbers);
    padded.forEach(number -> values.add(number.value()));
    transaction
        .run(
            RequestRows.WITH_DECISION
                + RequestRows.AND_DECIDED
                + " AND number IN (%s)".formatted(Sql.placeholders(padded.size())),
            values.toArray())
        .forEach(
            row -> {
              LineUpdate update = RequestRows.update(row, section.version());
              decided.put(update.number(), update);
            });
    return decided;
  }

  @Override
  public Facts facts(Section section, Set<StudentId> students, Waitlist waitlist) {
    return new Facts(
        students,
        seats(students, "term_id = ? AND course_id = ?", section.term(), section.course()),
        waiting(section, students),
        waitlist,
        eligibility(section, students));
  }

  /** What the rules that apply in the term need to know, and no more. */
  private Eligibility eligibility(Section section, Set<StudentId> wanted) {
    if (wanted.isEmpty()) {
      return Eligibility.EVERYBODY;
    }
    TermRules term = rules.of(section, rulesVersion, transaction);
    if (term.book().isEmpty()) {
      return Eligibility.EVERYBODY;
    }
    countsPlaces = term.book().countsPlaces();
    return new Eligibility(
        term.book(),
        term.offers().get(section.id()),
        new StudentFactsReader(transaction, rules, term, section)
            .read(wanted.stream().collect(toMap(Function.identity(), students::get))));
  }

  @Override
  public Facts factsOfSection(Section section, Set<StudentId> students) {
    return new Facts(
        students,
        seats(students, "section_id = ?", section.id().value()),
        waiting(section, students),
        Waitlist.NOBODY,
        Eligibility.EVERYBODY);
  }

  private Map<StudentId, Seat> seats(Set<StudentId> students, String where, Object... whereValues) {
    var seats = new HashMap<StudentId, Seat>();
    if (!students.isEmpty()) {
      var values = new ArrayList<Object>(List.of(whereValues));
      List<StudentId> padded = Sql.padded(students);
      padded.forEach(student -> values.add(student.value()));
      transaction
          .run(
              "SELECT student_id, section_id, number FROM enrollment WHERE %s AND student_id IN (%s)"
                  .formatted(where, Sql.placeholders(padded.size())),
              values.toArray())
          .forEach(
              row ->
                  seats.put(
                      new StudentId(row.getString("student_id")),
                      new Seat(
                          new SectionId(row.getString("section_id")),
                          new RequestNumber(row.getLong("number")))));
    }
    return seats;
  }

  private Map<StudentId, WaitlistEntry> waiting(Section section, Set<StudentId> students) {
    var waiting = new HashMap<StudentId, WaitlistEntry>();
    if (!students.isEmpty()) {
      List<StudentId> padded = Sql.padded(students);
      transaction
          .run(
              "SELECT number, student_id, skipped FROM waitlist_entry WHERE section_id = ? AND student_id IN (%s)"
                  .formatted(Sql.placeholders(padded.size())),
              Stream.concat(Stream.of(section.id().value()), padded.stream().map(StudentId::value))
                  .toArray())
          .forEach(
              row ->
                  waiting.put(
                      new StudentId(row.getString("student_id")),
                      new WaitlistEntry(
                          new RequestNumber(row.getLong("number")),
                          row.getString("skipped") != null)));
    }
    return waiting;
  }

  @Override
  public void write(Section section, Outcome outcome, Instant now) {
    var unused =
        transaction.runAll(
            new OutcomeWrites(transaction.connection(), section, now, rulesVersion, countsPlaces)
                .of(outcome));
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
  public Optional<RequestNumber> live(EnrollRequested request) {
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
  public boolean wasDropped(EnrollRequested request) {
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
